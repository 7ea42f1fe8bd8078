using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;

namespace FastTrackFpx.Client.Tests.Journal;

/// <summary>A process that writes to a journal and waits with one write still open.</summary>
internal sealed class JournalWriter : IDisposable
{
    private readonly Process _process;

    private JournalWriter(Process process) => _process = process;

    internal static JournalWriter Start(string folder, int count)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var assembly = typeof(Program).Assembly.Location;
        foreach (var argument in new[]
        {
            "exec", "--runtimeconfig", Path.ChangeExtension(assembly, ".runtimeconfig.json"), "--depsfile", Path.ChangeExtension(assembly, ".deps.json"),
            assembly, "journal", folder, count.ToString(CultureInfo.InvariantCulture),
        })
        {
            start.ArgumentList.Add(argument);
        }

        return new JournalWriter(Process.Start(start)!);
    }

    /// <summary>Waits until the last write is on the disk and not settled.</summary>
    internal async Task HasBegunAsync() => Assert.Equal("begun", await _process.StandardOutput.ReadLineAsync());

    internal async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
