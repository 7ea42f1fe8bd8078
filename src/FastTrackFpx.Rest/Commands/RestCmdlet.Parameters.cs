using System.Collections;
using System.Reflection;

namespace FastTrackFpx.Rest.Commands;

// What every cmdlet checks of its parameters before the work begins, and how errors name them.
public abstract partial class RestCmdlet
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>
    /// Refuses parameters that were typed and hold nothing, or pipeline input that is nothing: a misspelt variable must not turn a filter into "everything".
    /// A cell of a CSV file that is bound by property name may be empty. A parameter that takes nothing as a value says so with AllowNull, AllowEmptyString
    /// or AllowEmptyCollection.
    /// </summary>
    private void RequireValues(bool isPiped)
    {
        foreach (KeyValuePair<string, object> bound in MyInvocation.BoundParameters)
        {
            if (IsTyped(bound.Key) == isPiped || DescribeEmpty(bound.Value) is not { } fault || GetType().GetProperty(bound.Key) is not { } property) continue;
            ParameterAttribute[] uses = [.. property.GetCustomAttributes<ParameterAttribute>(inherit: true)];
            // What a parameter set requires may be null only so that a cell of a row can be empty.
            bool isAllowed = AllowsEmpty(property) && (isPiped || bound.Value is not null || !uses.Any(use => use.Mandatory));
            if (isAllowed || (isPiped && !uses.Any(use => use.ValueFromPipeline && IsOfThisSet(use)))) continue;
            throw isPiped
                ? Empty($"{fault} in the pipeline input", "Pipe objects that have a value for it, or leave the input out.")
                : Empty(fault, "Check the variable for a misspelt name, or leave the parameter out.");

            InputException Empty(string what, string action) => new(ErrorCode.InvalidInput, $"-{bound.Key}: {what}.", bound.Key, action);
        }
    }

    private static string? DescribeEmpty(object? value) => ParameterText.Unwrap(value) switch
    {
        null => "the value is null",
        IEmptyValue { IsEmpty: true } => "the value is empty",
        string text => string.IsNullOrWhiteSpace(text) ? "the value is empty" : null,
        IDictionary => null,
        ICollection { Count: 0 } => "the list is empty",
        IEnumerable<string?> texts => texts.Any(string.IsNullOrWhiteSpace) ? "a value of the list is empty" : null,
        _ => null,
    };

    private static bool AllowsEmpty(PropertyInfo property) =>
        new[] { typeof(AllowNullAttribute), typeof(AllowEmptyStringAttribute), typeof(AllowEmptyCollectionAttribute) }.Any(property.IsDefined);

    private bool IsOfThisSet(ParameterAttribute use) => use.ParameterSetName == ParameterSetName || use.ParameterSetName == ParameterAttribute.AllParameterSets;

    /// <summary>The parameter for a field that the service names: tenantIds is -TenantId, contactTypeId is -ContactType, services is -Service.</summary>
    private static string? FindParameter(Type cmdlet, string field)
    {
        // Errors may name a place inside the body: contacts[0].ContactTypeId.
        string plain = field.Substring(field.LastIndexOf('.') + 1).Split('[')[0];
        string singular = Without(plain, "s"), stem = Without(singular, "Id");
        string[] spellings = [plain, singular, stem, stem + "Id"];
        return cmdlet.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.IsDefined(typeof(ParameterAttribute), inherit: true))
            .FirstOrDefault(property => property.GetCustomAttributes<AliasAttribute>().SelectMany(alias => alias.AliasNames).Prepend(property.Name)
                .Any(name => spellings.Contains(name, StringComparer.OrdinalIgnoreCase)))
            ?.Name;
    }

    private static string Without(string text, string ending) =>
        text.Length > ending.Length && text.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? text.Substring(0, text.Length - ending.Length) : text;

    /// <summary>
    /// Keeps <c>-Debug</c> from asking questions. With <c>-Debug</c> and without <c>-Verbose</c>, PowerShell asks "Continue with this operation?" before each
    /// verbose line, also before those of ShouldProcess, and fails with <c>-NonInteractive</c>. Windows PowerShell asks before each debug line as well.
    /// There is no public way to change that, and a PowerShell without these properties behaves as before.
    /// </summary>
    private void TurnOffPrompts()
    {
        if (!MyInvocation.BoundParameters.TryGetValue("Debug", out object? debug) || debug is not SwitchParameter { IsPresent: true }) return;
        Set("DebugPreference", ActionPreference.Continue);
        // As if -Verbose had been passed with the value of the preference variable.
        if (!MyInvocation.BoundParameters.ContainsKey("Verbose")) Set("Verbose", IsOn("Verbose"));

        void Set<T>(string name, T value)
        {
            ICommandRuntime runtime = CommandRuntime;
            if (runtime.GetType().GetProperty(name, Any) is { CanWrite: true } property && property.PropertyType == typeof(T))
                property.SetValue(runtime, value);
        }
    }
}

internal interface IEmptyValue
{
    bool IsEmpty { get; }
}
