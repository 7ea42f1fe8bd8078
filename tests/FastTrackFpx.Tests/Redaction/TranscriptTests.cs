using FastTrackFpx.Tests.RealPowerShell;

namespace FastTrackFpx.Tests.Redaction;

/// <summary>The transcript of a whole session of PowerShell, with every stream turned on and every error written out.</summary>
[Trait("Category", "Slow")]
public sealed class TranscriptTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_transcript_of_a_session_holds_no_secret_and_names_nobody()
    {
        using var ending = new CancellationTokenSource(Limit);
        await using PracticeSandbox sandbox = await PracticeSandbox.StartAsync(new SandboxOptions { Tenants = 5, RequireToken = true }, ending.Token);
        string pfx = Convert.ToBase64String(sandbox.Service.Certificates.IssuePfx(CertificateKind.Client, Canaries.Password));
        Dictionary<string, string> contact = Canaries.Contact.ToDictionary(field => field.Name, field => field.Value);
        Dictionary<string, string> variables = new(sandbox.Variables)
        {
            ["FPX_CANARY_PFX"] = pfx, ["FPX_CANARY_PASSWORD"] = Canaries.Password, ["FPX_CANARY_WRONG"] = Canaries.WrongPassword, ["FPX_CANARY_TOKEN"] = Canaries.Token,
            ["FPX_CANARY_NAME"] = contact["Name"], ["FPX_CANARY_EMAIL"] = contact["Email"], ["FPX_CANARY_TITLE"] = contact["Title"], ["FPX_CANARY_PHONE"] = contact["Phone"],
            ["FPX_CANARY_NOTE"] = Canaries.NoteText,
        };
        string script = Path.Combine(StagedModule.RepositoryRoot, "tests", "FastTrackFpx.Tests", "Redaction", "Transcript.ps1");
        string path = Path.Combine(sandbox.Folder, "transcript.txt");

        ProgramResult ended = await PowerShellProgram.Core.RunFileAsync(script, ["-ModulePath", StagedModule.Folder, "-TranscriptPath", path], variables, ending.Token);

        string transcript = await File.ReadAllTextAsync(path, ending.Token);
        string journal = string.Concat(Directory.GetFiles(sandbox.Variables["FASTTRACKFPX_JOURNAL"]).Select(File.ReadAllText));
        output.WriteLine(transcript);
        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("errors: 3", transcript);
        Assert.Contains("partnerTenants", transcript);
        Assert.Contains(contact["Name"], journal);
        string[] secrets = [.. Canaries.Secrets, pfx[..40]];
        Assert.Empty(Canaries.In(transcript + ended.Output + ended.Error, [.. secrets, .. Canaries.Personal], "transcript"));
        Assert.Empty(Canaries.In(journal, secrets, "journal"));
    }
}
