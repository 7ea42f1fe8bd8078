using FastTrackFpx.Store.Sync;

namespace FastTrackFpx.Store.Tests.Sync;

/// <summary>How a run is shared, given up and continued.</summary>
public sealed class WorkListTests : IDisposable
{
    private static readonly SourcePart[] Parts = [List("Tenant"), List("Referral"), List("Usage")];
    private readonly TemporaryFolder _folder = new();
    private readonly TestClock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Two_workers_never_lease_the_same_piece()
    {
        using Database one = Open(), other = Open();
        WorkList first = Join(one), second = Join(other);
        long[] claimed = [first.Claim(null)!.Number, second.Claim(null)!.Number, first.Claim(null)!.Number];
        Assert.Equal([1, 2, 3], claimed);
        Assert.Null(second.Claim(null));
        Assert.False(second.TryEnd());
    }

    [Fact]
    public void A_lease_that_is_not_renewed_expires_and_its_former_owner_cannot_finish()
    {
        using Database one = Open(), other = Open();
        WorkList lost = Join(one), heir = Join(other);
        WorkItem item = lost.Claim("Tenant")!;
        Assert.Null(heir.Claim("Tenant"));
        _clock.Advance(WorkList.Lease + TimeSpan.FromSeconds(1));
        Assert.Equal(item.Number, heir.Claim("Tenant")!.Number);
        Assert.Throws<LeaseLostException>(() => lost.Require(item));
        Assert.Throws<LeaseLostException>(() => lost.Finish(item));
        heir.Finish(item);
    }

    [Fact]
    public void A_renewed_lease_stays()
    {
        using Database one = Open(), other = Open();
        WorkList owner = Join(one), waiting = Join(other);
        WorkItem item = owner.Claim("Tenant")!;
        for (int i = 0; i < 3; i++)
        {
            _clock.Advance(WorkList.Lease / 2);
            owner.Renew();
        }

        Assert.Null(waiting.Claim("Tenant"));
        owner.Finish(item);
    }

    [Fact]
    public void What_is_given_back_is_free_at_once()
    {
        using Database one = Open(), other = Open();
        WorkList leaving = Join(one), staying = Join(other);
        WorkItem item = leaving.Claim("Tenant")!;
        leaving.Release();
        Assert.Equal(item.Number, staying.Claim("Tenant")!.Number);
    }

    [Theory]
    [InlineData("2000 1", true)]
    [InlineData(null, false)]
    public void The_lease_of_a_process_of_this_machine_ends_with_the_process(string? otherBirth, bool isFree)
    {
        using Database one = Open(), other = Open();
        WorkItem item = Join(one).Claim("Tenant")!;
        string[] owner = ((string)one.Scalar("SELECT owner FROM sync_work WHERE item = $1", item.Number)!).Split('/');
        // The same process id, of a process that began at another time.
        if (otherBirth is not null) (owner[2], owner[3]) = ("0", otherBirth);
        one.Execute("UPDATE sync_work SET owner = $1 WHERE item = $2", string.Join('/', owner), item.Number);

        Assert.Equal(isFree, Join(other).Claim("Tenant") is not null);
    }

    [Fact]
    public void The_lease_of_a_worker_that_could_not_give_it_back_ends_with_the_worker()
    {
        using Database one = Open(), other = Open();
        WorkList lost = Join(one);
        WorkItem item = lost.Claim("Tenant")!;
        WorkList heir = Join(other);
        Assert.Null(heir.Claim("Tenant"));
        lost.Leave();
        heir.ReleaseEnded();
        Assert.Equal(item.Number, heir.Claim("Tenant")!.Number);
    }

    [Fact]
    public void The_lease_of_a_process_of_another_machine_lasts_until_it_expires()
    {
        using Database one = Open(), other = Open();
        WorkItem item = Join(one).Claim("Tenant")!;
        one.Execute("UPDATE sync_work SET owner = 'elsewhere/1/0/2000 1/0' WHERE item = $1", item.Number);
        WorkList heir = Join(other);

        Assert.Null(heir.Claim("Tenant"));
        _clock.Advance(WorkList.Lease + TimeSpan.FromSeconds(1));
        Assert.NotNull(heir.Claim("Tenant"));
    }

    [Theory]
    [InlineData(23, true)]
    [InlineData(25, false)]
    public void A_run_is_continued_for_a_day(int hours, bool isContinued)
    {
        using Database database = Open();
        WorkList before = Join(database);
        before.Finish(before.Claim("Tenant")!);
        _clock.Advance(TimeSpan.FromHours(hours));
        WorkList after = Join(database);
        Assert.Equal(isContinued, after.IsContinued);
        Assert.Equal(isContinued, after.Claim("Tenant") is null);
    }

    [Fact]
    public void Restart_and_other_data_begin_a_run_of_their_own()
    {
        using Database database = Open();
        Join(database);
        Assert.False(Join(database, kind: "other").IsContinued);
        Assert.True(Join(database, kind: "other").IsContinued);
        Assert.False(Join(database, kind: "other", restart: true).IsContinued);
    }

    [Fact]
    public void A_run_that_another_one_has_followed_is_read_again_from_the_start()
    {
        using Database database = Open();
        WorkList cutOff = Join(database);
        cutOff.Finish(cutOff.Claim("Tenant")!);
        WorkList other = Join(database, kind: "other");
        while (other.Claim() is { } item) other.Finish(item);
        Assert.True(other.TryEnd());

        WorkList again = Join(database);

        Assert.False(again.IsContinued);
        Assert.Equal((3, 0), again.Steps());
        Assert.NotNull(again.Claim("Tenant"));
    }

    [Fact]
    public void Data_of_another_service_is_replaced_only_on_request()
    {
        using Database database = Open();
        WorkList real = new(database, "https://fpx.example.com"), test = new(database, "https://uat.example.com");
        real.Join(Parts, "kind", restart: false);

        RestException refused = Assert.Throws<RestException>(() => test.Join(Parts, "kind", restart: false));
        Assert.Equal(FpxErrorCode.DatabaseInvalid, refused.ErrorCode);
        Assert.Contains("holds the data of https://fpx.example.com, and the connection is to https://uat.example.com", refused.Message, StringComparison.Ordinal);
        new WorkList(database, "https://fpx.example.com").Join(Parts, "kind", restart: false);
        test.Join(Parts, "kind", restart: true);
        Assert.Throws<RestException>(real.RequireService);
    }

    [Fact]
    public void A_worker_whose_run_was_replaced_says_so_and_one_whose_run_has_ended_does_not()
    {
        using Database one = Open(), other = Open();
        WorkList replaced = Join(one);
        WorkList heir = Join(other, restart: true);
        Assert.Equal(FpxErrorCode.DatabaseLocked, Assert.Throws<RestException>(() => replaced.TryEnd()).ErrorCode);
        Assert.False(heir.TryEnd());

        WorkList colleague = Join(one);
        while (heir.Claim() is { } item) heir.Finish(item);
        Assert.True(heir.TryEnd());
        Join(other, restart: true);
        Assert.True(colleague.TryEnd());
    }

    [Fact, Trait("Category", "Slow")]
    public void A_run_in_progress_is_not_replaced_by_another_one()
    {
        using Database one = Open(), other = Open();
        WorkList busy = Join(one);
        WorkItem item = busy.Claim(null)!;

        Assert.All(
            new Action[] { () => Join(other, kind: "other"), () => Join(other, restart: true) },
            join =>
            {
                RestException refused = Assert.Throws<RestException>(join);
                Assert.Equal(FpxErrorCode.DatabaseLocked, refused.ErrorCode);
                Assert.Contains($"process {Environment.ProcessId} on {Environment.MachineName}", refused.Message, StringComparison.Ordinal);
            });
        busy.Finish(item);
        Assert.False(Join(other, kind: "other").IsContinued);
    }

    [Fact]
    public async Task Two_sessions_share_the_tenants_of_one_database()
    {
        await using StoreBench bench = await StoreBench.StartAsync(options => options.Tenants = 450);
        string path = bench["fpx.db"];
        FpxDataPart[] parts = [FpxDataPart.Contact, FpxDataPart.MaxEntitlement];
        PowerShellSession[] sessions = [bench.Open(), bench.Open()];
        // Slow enough for the second one to begin before the first one has read everything.
        bench.Service.SetFaults("""{"seed":1,"rules":[{"method":"GET","path":"*","faults":[{"kind":"delay","moment":"headers","seconds":0.3}]}]}""");
        RunningPipeline[] running = [.. sessions.Select(session => session.Start($"Sync-FpxData -Path {path} -Data {parts}"))];

        SessionResult[] results = [.. running.Select(pipeline => pipeline.Wait().Succeeded())];

        Assert.Equal(450, StoreBench.Count(path, "SELECT count(*) FROM tenant"));
        Assert.Equal(StoreBench.Count(path, "SELECT count(*) FROM contact"), results.Sum(result => result.Values<FpxDataChange>().Count(change => change.Table == "contact")));
        string[] asked = [.. bench.Service.Log.Entries.Where(entry => entry.Path.EndsWith("partnerTenants/maxEntitlements", StringComparison.Ordinal)).Select(entry => entry.Query)];
        Assert.Equal(asked.Length, asked.Distinct().Count());
        Assert.Equal(450 / 25, asked.Length);
    }

    private static ListPart List(string name) => new(name, (_, _) => Task.CompletedTask);

    private Database Open() => WorkerProcess.Open(_folder["fpx.db"], _clock);

    private static WorkList Join(Database database, string kind = "kind", bool restart = false)
    {
        var work = new WorkList(database);
        work.Join(Parts, kind, restart);
        return work;
    }
}
