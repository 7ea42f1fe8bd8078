namespace FastTrackFpx.AppDirect.Tests.Support;

/// <summary>Files of the repository and of its build.</summary>
internal static class Files
{
    public static string Repository { get; } = Metadata("RepositoryRoot");
    public static string Generated { get; } = Metadata("GeneratedFolder");

    public static string ReadApi(string name) => File.ReadAllText(Path.Combine(Repository, "docs/api", name));

    private static string Metadata(string name) => typeof(Files).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == name).Value!;
}
