using FastTrackFpx.Client.Tests.Faults;
using FastTrackFpx.Client.Tests.Http;
using FastTrackFpx.Client.Tests.Journal;

namespace FastTrackFpx.Client.Tests;

/// <summary>What a test needs another process for, until it kills it: <c>dotnet exec FastTrackFpx.Client.Tests.dll journal|take|write ...</c>.</summary>
public static class Program
{
    public static Task Main(string[] args) => args switch
    {
        ["journal", var folder, var count] => JournalProcessesTests.WriteAsync(folder, int.Parse(count, CultureInfo.InvariantCulture)),
        ["take", var folder] => MachineProcessesTests.TakeAsync(folder),
        ["write", var address, var certificate, var authority, var folder] => InterruptedWritesTests.WriteAsync(address, certificate, authority, folder),
        _ => throw new ArgumentException(string.Join(' ', args)),
    };
}
