using FastTrackFpx.Client.Tests.Faults;
using FastTrackFpx.Client.Tests.Http;
using FastTrackFpx.Client.Tests.Journal;

namespace FastTrackFpx.Client.Tests;

/// <summary>What a test needs another process for: <c>dotnet exec FastTrackFpx.Client.Tests.dll journal|take|call|write ...</c>.</summary>
public static class Program
{
    /// <summary>Goes on until it is killed. A journal's writer writes settled changes, begins one more and says so.</summary>
    public static async Task<int> Main(string[] args)
    {
        if (args is ["take", var shared, var places])
        {
            await CallingProcess.TakeAsync(shared, int.Parse(places, CultureInfo.InvariantCulture));
            return 0;
        }

        if (args is ["call", var baseUri, var certificate, var authority, var limits, var limit, var factor, var start])
        {
            var clock = TestClock.RunsFast(int.Parse(factor, CultureInfo.InvariantCulture), DateTimeOffset.Parse(start, CultureInfo.InvariantCulture));
            await CallingProcess.CallAsync(baseUri, certificate, authority, limits, int.Parse(limit, CultureInfo.InvariantCulture), clock);
            return 0;
        }

        if (args is ["write", var address, var identity, var issuer, var changes])
        {
            await InterruptedWritesTests.WriteAsync(address, identity, issuer, changes);
            return 0;
        }

        if (args is not ["journal", var folder, var count])
            return 2;
        var journal = new ChangeJournal(folder);
        for (var number = 0; number < int.Parse(count, CultureInfo.InvariantCulture); number++)
        {
            var change = await JournalWriter.BeginAsync(journal, $"{Environment.ProcessId}/{number}");
            change.Outcome = ChangeOutcome.Done;
            await journal.SettleAsync(change);
        }

        await JournalWriter.BeginAsync(journal, "cut off");
        Console.WriteLine("begun");
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
