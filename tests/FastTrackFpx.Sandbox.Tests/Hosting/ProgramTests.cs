namespace FastTrackFpx.Sandbox.Tests.Hosting;

[Trait("Category", "Slow")]
public sealed class ProgramTests : FolderTest
{
    [Fact]
    public async Task The_program_prints_the_command_that_connects_and_stops_cleanly()
    {
        if (OperatingSystem.IsWindows()) return; // There is no interrupt signal that one process could send another.
        string discovery = Folder["found/sandbox.json"];
        using Process program = Start(discovery, "--state", Folder["state"], "--services", "fpx", "--port", "0", "--tenants", "3");
        Assert.Equal("Connect-FpxService -Environment Sandbox", await program.StandardOutput.ReadLineAsync());
        string listening = (await program.StandardError.ReadLineAsync())!;
        Assert.StartsWith("# 3 tenants, fpx at https://127.0.0.1:", listening);

        JsonElement found = JsonDocument.Parse(await File.ReadAllTextAsync(discovery)).RootElement;
        Assert.Equal((1, program.Id), (found.Number("version"), found.Number("processId")));
        Assert.Contains(found.Text("baseUri"), listening);
        Assert.True(File.Exists(found.Text("authorityPath")));
        Assert.True(File.Exists(found.Text("clientCertificatePath")));
        Assert.Equal(Path.GetFullPath(Folder["state"]), found.Text("stateFolder"));
        Assert.True(DateTimeOffset.TryParse(found.Text("started"), out _));
        Assert.True(File.Exists(Folder["state/sandbox.json"]));

        // Takes the same way as Ctrl+C, whose own signal is ignored by whatever a shell has put in the background.
        using (Process kill = Process.Start("kill", ["-TERM", program.Id.ToString()])) await kill.WaitForExitAsync();
        Assert.Equal("", await program.StandardOutput.ReadToEndAsync());
        await program.WaitForExitAsync();
        Assert.Equal(0, program.ExitCode);
        Assert.False(File.Exists(discovery));
        Assert.False(File.Exists(Folder["state/sandbox.json"]));
    }

    [Fact]
    public async Task A_port_in_use_is_an_error_of_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await FailsAsync(1, $"Port {port} is in use", "--state", Folder.Path, "--port", port.ToString());
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_and_damaged_certificates_are_an_error_of_one_line()
    {
        string file = Folder["a-file"];
        await File.WriteAllTextAsync(file, "");
        await FailsAsync(1, "cannot be used", "--port", "0", "--state", Path.Combine(file, "below"));
        Directory.CreateDirectory(Folder["certificates"]);
        await File.WriteAllTextAsync(Folder["certificates/authority.pem"], "rubbish");
        await File.WriteAllTextAsync(Folder["certificates/authority.key"], "rubbish");
        await FailsAsync(1, "certificates", "--port", "0", "--state", Folder.Path);
    }

    [Fact]
    public async Task A_damaged_database_is_an_error_of_one_line_and_reset_replaces_it()
    {
        await File.WriteAllTextAsync(Folder["sandbox.db"], string.Concat(Enumerable.Repeat("this is not a database ", 500)));
        await FailsAsync(1, "is damaged", "--port", "0", "--state", Folder.Path);
        await using SandboxService mended = await SandboxService.StartAsync(new SandboxOptions { StateFolder = Folder.Path, Reset = true, Tenants = 2 });
        Assert.Equal(2, mended.Tenants);
    }

    [Theory]
    [InlineData(2, "--frobnicate")]
    [InlineData(2, "--port", "many")]
    [InlineData(1, "--port", "70000")]
    [InlineData(1, "--tenants", "-1")]
    [InlineData(1, "--reading", "F999=x")]
    [InlineData(1, "--reading", "F3=sideways")]
    [InlineData(1, "--reading", "F3")]
    [InlineData(1, "--faults", "/no/such/file.json")]
    public async Task An_invalid_option_is_an_error_of_one_line(int exitCode, params string[] options) =>
        await FailsAsync(exitCode, options[^1].Split('=')[0], ["--in-memory", "--state", Folder.Path, .. options]);

    [Fact]
    public async Task Help_names_every_option()
    {
        using Process program = Start(Folder["none.json"], "--help");
        string help = await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();
        Assert.Equal(0, program.ExitCode);
        string[] options =
        [
            "--state", "--services", "--port", "--tenants", "--seed", "--in-memory", "--requests-per-minute", "--quirks", "--reading",
            "--with-service-id",
            "--require-token", "--origin", "--faults", "--verbose", "--reset",
        ];
        Assert.All(options, option => Assert.Contains(option, help));
    }

    private async Task FailsAsync(int exitCode, string says, params string[] options)
    {
        using Process program = Start(Folder["none.json"], options);
        Task<string> output = program.StandardOutput.ReadToEndAsync();
        string error = await program.StandardError.ReadToEndAsync();
        await program.WaitForExitAsync();
        Assert.Equal(exitCode, program.ExitCode);
        Assert.Equal("", await output);
        Assert.StartsWith("sandbox: ", error);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Contains(says, error);
        Assert.False(File.Exists(Folder["none.json"]));
    }

    private static Process Start(string discovery, params IEnumerable<string> options)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(SandboxService).Assembly.Location, .. options])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        start.Environment["FASTTRACKFPX_SANDBOX"] = discovery;
        return Process.Start(start)!;
    }
}
