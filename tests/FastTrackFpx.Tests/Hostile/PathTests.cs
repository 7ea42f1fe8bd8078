namespace FastTrackFpx.Tests.Hostile;

/// <summary>Parameters that name a file: it is read by the rights of the user and by no others, and nothing is told of what is in it.</summary>
public sealed class PathTests : SandboxBench
{
    private const string Content = "Zq-FileContent-4715";

    [Fact]
    public void Every_parameter_that_names_a_file_or_folder_is_known_to_these_tests()
    {
        string[] paths = [.. BuiltModule.All.SelectMany(cmdlet => cmdlet.Parameters).Select(parameter => parameter.Name).Where(name => name.EndsWith("Path", StringComparison.Ordinal)).Distinct().Order()];
        Assert.Equal(["BookmarkPath", "CertificatePath", "KeyPath", "Path", "SandboxPath"], paths);
    }

    [Theory]
    [InlineData("-----BEGIN PRIVATE KEY-----\nZq-FileContent-4715\n-----END PRIVATE KEY-----")]
    [InlineData("{\"version\":1,\"baseUri\":\"Zq-FileContent-4715\",\"authorityPath\":\"Zq-FileContent-4715\"}")]
    [InlineData("root:x:0:0:Zq-FileContent-4715:/root:/bin/sh")]
    public void What_a_file_holds_that_is_no_certificate_and_no_sandbox_is_told_nobody(string content)
    {
        string file = Write("file", Encoding.UTF8.GetBytes(content));
        string folder = Directory.CreateDirectory(Path.Combine(Folder, "other")).FullName;
        File.Copy(file, Path.Combine(folder, "sandbox.json"));
        string detour = Path.Combine(Folder, "other", "..", "file");
        PowerShellSession session = Open();

        foreach (SessionResult result in new[]
        {
            session.Run($"Connect-FpxService -SandboxPath {Service.StateFolder} -CertificatePath {file} -Verbose -Debug"),
            session.Run($"Connect-FpxService -SandboxPath {Service.StateFolder} -CertificatePath {detour} -Verbose -Debug"),
            session.Run($"Connect-FpxService -SandboxPath {Service.StateFolder} -CertificatePath {Service.Certificates.ClientCertificatePath} -KeyPath {file}"),
            session.Run($"Connect-FpxService -SandboxPath {folder}"),
        })
        {
            Assert.NotNull(result.TerminatingError);
            Assert.Empty(Canaries.In(result.TerminatingError.ToString() + result.TerminatingError.Exception + string.Concat(result.Verbose.Concat(result.Debug)), [Content], "error"));
        }

        Assert.Empty(Calls);
    }
}
