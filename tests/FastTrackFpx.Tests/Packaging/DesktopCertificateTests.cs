using System.Runtime.Loader;

namespace FastTrackFpx.Tests.Packaging;

/// <summary>The build for Windows PowerShell 5.1 runs on .NET as well, apart from what only .NET Framework has. It reads certificates by its own code.</summary>
public sealed class DesktopCertificateTests
{
    [Fact]
    public async System.Threading.Tasks.Task PEM_text_is_an_error_that_names_the_way_out()
    {
        string certificates = Path.Combine(await SandboxCertificateFolder.Folder, "certificates");
        var context = new AssemblyLoadContext("Desktop", isCollectible: true);
        context.Resolving += (_, name) => Path.Combine(StagedModule.DesktopFolder, name.Name + ".dll") is var path && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        Assembly engine = context.LoadFromAssemblyPath(Path.Combine(StagedModule.DesktopFolder, "FastTrackFpx.Rest.dll"));
        MethodInfo read = engine.GetType("FastTrackFpx.Rest.Authentication.ClientCertificate", throwOnError: true)!.GetMethod("FromFile")!;
        Exception refused = Assert.Throws<TargetInvocationException>(() => read.Invoke(null, [Path.Combine(certificates, "client.pem"), null, Path.Combine(certificates, "client.key"), null])).InnerException!;
        Assert.Equal("CertificateFormNotSupported", refused.GetType().GetProperty("ErrorCode")!.GetValue(refused));
        Assert.Contains("openssl pkcs12", (string)refused.GetType().GetProperty("RecommendedAction")!.GetValue(refused)!);
        context.Unload();
    }
}
