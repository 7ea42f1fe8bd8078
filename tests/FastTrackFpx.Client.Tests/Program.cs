using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Client.Journal;

namespace FastTrackFpx.Client.Tests;

/// <summary>What a test needs another process for: <c>dotnet exec FastTrackFpx.Client.Tests.dll journal|calls FOLDER COUNT</c>.</summary>
public static class Program
{
    /// <summary>Writes settled changes, then begins one more, says so, and waits to be killed.</summary>
    public static async Task<int> Main(string[] args)
    {
        if (args is ["calls", var shared, var limit])
        {
            await Http.MachineBudgetTests.TakeAllAsync(shared, int.Parse(limit, CultureInfo.InvariantCulture));
            return 0;
        }

        if (args is not ["journal", var folder, var count])
            return 2;
        var journal = new ChangeJournal(folder);
        for (var number = 0; number < int.Parse(count, CultureInfo.InvariantCulture); number++)
        {
            var change = new FpxChange { Summary = $"{Environment.ProcessId}/{number}" };
            await journal.BeginAsync(change, CancellationToken.None);
            change.Outcome = FpxChangeOutcome.Done;
            await journal.SettleAsync(change);
        }

        await journal.BeginAsync(new FpxChange { Summary = "cut off" }, CancellationToken.None);
        Console.WriteLine("begun");
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
