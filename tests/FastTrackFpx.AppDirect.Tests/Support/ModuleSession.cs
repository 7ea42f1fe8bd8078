namespace FastTrackFpx.AppDirect.Tests.Support;

/// <summary>A PowerShell session with the cmdlets of this build, and a fake service that they are connected to.</summary>
public sealed class ModuleSession : IDisposable
{
    internal static Assembly Module { get; } = typeof(AppDirectCmdlet).Assembly;
    internal static IReadOnlyList<Type> Cmdlets { get; } = [.. Module.GetExportedTypes().Where(type => type.IsDefined(typeof(CmdletAttribute))).OrderBy(type => type.Name, StringComparer.Ordinal)];

    internal static string NameOf(Type cmdlet) => cmdlet.GetCustomAttribute<CmdletAttribute>() is { } attribute ? $"{attribute.VerbName}-{attribute.NounName}" : cmdlet.Name;

    internal PowerShellSession Session { get; } = Open();
    internal FakeMarketplace Service { get; } = new();

    public ModuleSession()
    {
        Connection = Service.Connect();
        Session["PSDefaultParameterValues"] = new DefaultParameterDictionary { ["*-AppDirect*:Connection"] = Connection };
    }

    internal AppDirectConnection Connection { get; }

    internal static PowerShellSession Open()
    {
        var session = PowerShellSession.Open();
        session.Run("Import-Module", ("Assembly", Module)).Succeeded();
        return session;
    }

    public void Dispose() => Session.Dispose();
}
