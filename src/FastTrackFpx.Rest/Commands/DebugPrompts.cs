using System.Reflection;

namespace FastTrackFpx.Rest.Commands;

/// <summary>
/// Keeps <c>-Debug</c> from asking questions. With <c>-Debug</c> and without <c>-Verbose</c>, PowerShell asks "Continue with this operation?" before each
/// verbose line, also before those of ShouldProcess, and fails with <c>-NonInteractive</c>. Windows PowerShell asks before each debug line as well.
/// </summary>
/// <remarks>There is no public way to change that. A PowerShell without these properties behaves as before.</remarks>
internal static class DebugPrompts
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static void TurnOff(PSCmdlet cmdlet, bool isVerbose)
    {
        if (!cmdlet.MyInvocation.BoundParameters.TryGetValue("Debug", out object? debug) || debug is not SwitchParameter { IsPresent: true }) return;
        Set(cmdlet, "DebugPreference", ActionPreference.Continue);
        // As if -Verbose had been passed with the value of the preference variable.
        if (!cmdlet.MyInvocation.BoundParameters.ContainsKey("Verbose")) Set(cmdlet, "Verbose", isVerbose);
    }

    private static void Set<T>(PSCmdlet cmdlet, string name, T value)
    {
        ICommandRuntime runtime = cmdlet.CommandRuntime;
        if (runtime.GetType().GetProperty(name, Any) is { CanWrite: true } property && property.PropertyType == typeof(T)) property.SetValue(runtime, value);
    }
}
