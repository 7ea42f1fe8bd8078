namespace FastTrackFpx.Sandbox;

/// <summary>The paths in a state folder.</summary>
public sealed class StateFolderPaths(string folder)
{
    /// <summary>The folder that is used if none is specified: one per user.</summary>
    public static string Default => Path.Combine(ApplicationData, "sandbox");

    /// <summary>The folder itself, as a full path.</summary>
    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>The certificates and their keys.</summary>
    public string Certificates => Path.Combine(Folder, "certificates");

    /// <summary>The secrets of the control endpoint and of the services, one per file.</summary>
    public string Secrets => Path.Combine(Folder, "secrets");

    /// <summary>The SQLite database.</summary>
    public string Database => Path.Combine(Folder, "sandbox.db");

    /// <summary>The copy of the discovery file.</summary>
    public string Discovery => Path.Combine(Folder, "sandbox.json");

    /// <summary>Locked while a sandbox uses the folder.</summary>
    public string Lock => Path.Combine(Folder, "sandbox.lock");

    internal static string ApplicationData => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "FastTrackFpx");
}
