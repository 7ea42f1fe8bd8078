namespace FastTrackFpx.Client.Tests.Bench;

/// <summary>This assembly, run as a process of its own that a test talks to by lines: see <see cref="Program"/>.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    internal static ChildProcess Start(params string[] arguments)
    {
        string assembly = typeof(Program).Assembly.Location;
        IEnumerable<string> all =
        [
            "exec", "--runtimeconfig", Path.ChangeExtension(assembly, ".runtimeconfig.json"), "--depsfile", Path.ChangeExtension(assembly, ".deps.json"),
            assembly, .. arguments,
        ];
        return new ChildProcess(Process.Start(new ProcessStartInfo(Environment.ProcessPath!, all) { RedirectStandardInput = true, RedirectStandardOutput = true })!);
    }

    internal Task<string?> ReadLineAsync() => _process.StandardOutput.ReadLineAsync();

    internal Task WriteLineAsync(string line) => _process.StandardInput.WriteLineAsync(line);

    internal async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
