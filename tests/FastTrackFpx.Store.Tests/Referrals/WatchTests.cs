using FastTrackFpx.Referrals;

namespace FastTrackFpx.Store.Tests.Referrals;

/// <summary>Watch-FpxReferral, by its bookmark and by the clock of its connection.</summary>
[Trait("Category", "Slow")]
public sealed class WatchTests
{
    [Fact]
    public async Task With_a_bookmark_each_referral_is_emitted_once_and_again_when_it_changes()
    {
        await using StoreBench bench = await StoreBench.StartAsync();
        (string? Name, object? Value)[] once = [("BookmarkPath", bench["referrals.json"]), ("Once", true)];

        SessionResult first = bench.Session.Run("Watch-FpxReferral", [.. once, ("IncludeExisting", true)]).Succeeded();
        SessionResult second = bench.Session.Run("Watch-FpxReferral", once).Succeeded();
        FpxReferral pending = bench.Session.Run("Get-FpxReferral").Succeeded().Values<FpxReferral>().First(referral => referral.Acceptance?.Name is null or "Pending");
        bench.Session.Run($"{pending} | Deny-FpxReferral -DeclineReason 'No Capacity' -Confirm:$false").Succeeded();
        SessionResult third = bench.Session.Run("Watch-FpxReferral", once).Succeeded();

        Assert.Equal(ExportAssert.Of(bench.Service).GetProperty("referrals").GetArrayLength(), first.Output.Count);
        Assert.All(first.Output, referral => Assert.Equal(FpxDataChangeKind.Added, referral!.Properties["Change"].Value));
        Assert.Empty(second.Output);
        Assert.Equal(pending.ReferralId, Assert.Single(third.Values<FpxReferral>()).ReferralId);
        Assert.Equal(FpxDataChangeKind.Changed, third.Output[0]!.Properties["Change"].Value);
        Assert.Equal(["Acceptance", "DeclineReason"], ((FpxList<string>)third.Output[0]!.Properties["ChangedProperty"].Value).Order());
        string file = File.ReadAllText(bench["referrals.json"]);
        Assert.All(first.Values<FpxReferral>(), referral => Assert.DoesNotContain(referral.TenantName!, file, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_reads_again_after_the_interval_and_not_before()
    {
        var clock = new IntervalClock(TimeSpan.FromSeconds(601));
        await using StoreBench bench = await StoreBench.StartAsync();
        RunningPipeline running = bench.Open().Start($"Watch-FpxReferral -Connection {Connection(bench, clock)} -IntervalSec 601");
        await clock.ArmedAsync();
        Assert.Equal(1, Readings(bench));
        FpxReferral pending = bench.Session.Run("Get-FpxReferral").Succeeded().Values<FpxReferral>().First(referral => referral.Acceptance?.Name is null or "Pending");
        bench.Session.Run($"{pending} | Deny-FpxReferral -DeclineReason 'No Capacity' -Confirm:$false").Succeeded();
        int before = Readings(bench);
        clock.Fire();
        await clock.ArmedAsync();
        running.Stop();
        Assert.Equal(before + 1, Readings(bench));
        Assert.Equal(pending.ReferralId, Assert.Single(running.Wait().Values<FpxReferral>()).ReferralId);
    }

    [Fact]
    public async Task A_reading_that_fails_is_an_error_and_the_next_one_emits_what_it_missed()
    {
        var clock = new IntervalClock(TimeSpan.FromSeconds(601));
        await using StoreBench bench = await StoreBench.StartAsync();
        FpxConnection connection = Connection(bench, clock);
        bench.Service.SetFaults("""{ "seed": 1, "rules": [ { "name": "broken", "path": "*partnerReferrals*", "times": 1, "percent": 100, "faults": [ { "kind": "status", "status": 403 } ] } ] }""");
        RunningPipeline running = bench.Open().Start($"Watch-FpxReferral -Connection {connection} -IntervalSec 601 -IncludeExisting");
        await clock.ArmedAsync();
        clock.Fire();
        await clock.ArmedAsync();
        running.Stop();
        SessionResult result = running.Wait();
        Assert.Single(result.Errors);
        Assert.Equal(ExportAssert.Of(bench.Service).GetProperty("referrals").GetArrayLength(), result.Output.Count);
    }

    [Fact]
    public async Task A_bookmark_of_another_service_or_something_else_is_refused()
    {
        await using StoreBench bench = await StoreBench.StartAsync(options => options.Tenants = 1);
        ReferralBookmark other = ReferralBookmark.Open(bench["other.json"], new Uri("https://other.example.com"));
        other.Advance([]);
        other.Save();
        File.WriteAllText(bench["letter.txt"], "Dear customer");

        Assert.All(["other.json", "letter.txt"], name =>
        {
            SessionResult result = bench.Session.Run($"Watch-FpxReferral -BookmarkPath {bench[name]} -Once");
            Assert.StartsWith(FpxErrorCode.InvalidInput + ",", result.TerminatingError!.FullyQualifiedErrorId, StringComparison.Ordinal);
        });
        Assert.StartsWith(FpxErrorCode.InvalidInput + ",", bench.Session.Run("Watch-FpxReferral -Once").TerminatingError!.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bookmark_that_cannot_be_written_is_an_error_before_a_referral_is_emitted()
    {
        await using StoreBench bench = await StoreBench.StartAsync(options => options.Tenants = 1);
        SessionResult result = bench.Session.Run($"Watch-FpxReferral {bench[Path.Combine("none", "seen.json")]} -Once -IncludeExisting");
        Assert.StartsWith(FpxErrorCode.FileNotWritable + ",", result.TerminatingError!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.Equal(0, Readings(bench));
    }

    private static FpxConnection Connection(StoreBench bench, TimeProvider clock) => new("watched", null, bench.Connect(clock), null, keepsJournal: false);

    private static int Readings(StoreBench bench) => bench.Service.Log.Entries.Count(entry => entry.Path.EndsWith("partnerReferrals", StringComparison.Ordinal) && entry.Method == "GET");
}
