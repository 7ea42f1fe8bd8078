namespace FastTrackFpx.Client.Tests.Lookups;

public class LookupCacheTests
{
    [Fact]
    public async Task A_list_is_read_once_an_hour_by_all_views_of_a_session_and_again_on_request()
    {
        var clock = new TestClock();
        await using OddServer server = await OddServer.StartAsync(("timeZones", """[{"id":1,"name":"UTC"}]"""));
        FpxClient client = server.Connect(options => options.TimeProvider = clock);
        foreach ((int minutes, bool refresh, int requests) in new[] { (0, false, 1), (59, false, 1), (2, false, 2), (0, true, 3) })
        {
            clock.Advance(TimeSpan.FromMinutes(minutes));
            await client.ObservedBy(new Observed()).Lookups.GetAsync<FpxTimeZone>(refresh, CancellationToken.None);
            await client.Lookups.GetAsync<FpxTimeZone>(refresh: false, CancellationToken.None);
            Assert.Equal(requests, server.Requests.Count);
        }
    }

    [Fact]
    public async Task Callers_at_the_same_time_share_one_read_and_one_who_leaves_disturbs_nobody()
    {
        var asked = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        await using OddServer server = await OddServer.StartAsync(async context =>
        {
            asked.TrySetResult();
            await release.Task;
            await OddServer.JsonAsync(context, """[{"id":1,"name":"UTC"}]""");
        });
        FpxClient client = server.Connect();
        using var leave = new CancellationTokenSource();

        Task<IReadOnlyList<FpxTimeZone>> first = client.Lookups.GetAsync<FpxTimeZone>(false, leave.Token);
        await asked.Task;
        Task<IReadOnlyList<FpxTimeZone>>[] others = [.. Enumerable.Range(0, 10).Select(_ => client.Lookups.GetAsync<FpxTimeZone>(false, CancellationToken.None))];
        leave.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        release.SetResult();

        Assert.All(await Task.WhenAll(others), zones => Assert.Single(zones));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_read_that_everybody_has_left_ends_and_holds_up_nobody()
    {
        var asked = new TaskCompletionSource();
        var gone = new TaskCompletionSource();
        await using OddServer server = await OddServer.StartAsync(async context =>
        {
            context.RequestAborted.Register(() => gone.TrySetResult());
            asked.TrySetResult();
            await gone.Task;
        });
        FpxClient client = server.Connect();
        using var leave = new CancellationTokenSource();

        Task<IReadOnlyList<FpxTimeZone>>[] readers = [.. Enumerable.Range(0, 2).Select(_ => client.Lookups.GetAsync<FpxTimeZone>(false, leave.Token))];
        await asked.Task;
        leave.Cancel();
        foreach (Task reader in readers) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reader);

        await gone.Task.WaitAsync(TimeSpan.FromSeconds(30));
        server.Answer = context => OddServer.JsonAsync(context, """[{"id":1,"name":"UTC"}]""");
        Assert.Single(await client.Lookups.GetAsync<FpxTimeZone>(false, CancellationToken.None));
    }

    [Fact]
    public async Task A_list_that_is_edited_or_a_read_that_failed_is_not_what_is_kept()
    {
        await using OddServer server = await OddServer.StartAsync(("incentives/Workloads", """[{"workloadId":"05","name":"Teams","program":{"id":1,"name":"P"}}]"""));
        FpxClient client = server.Connect();
        FpxIncentiveWorkload edited = (await client.Lookups.GetAsync<FpxIncentiveWorkload>(false, CancellationToken.None))[0];
        edited.Name = "changed";
        edited.Program!.Name = "changed";
        FpxIncentiveWorkload kept = (await client.Lookups.GetAsync<FpxIncentiveWorkload>(false, CancellationToken.None))[0];
        Assert.Equal(("5", "Teams", "P"), (kept.Id, kept.Name, kept.Program!.Name));
        await using OddServer failing = await OddServer.StartAsync(context => OddServer.JsonAsync(context, "{}", 400));
        FpxClient second = failing.Connect();
        await Assert.ThrowsAsync<ServiceException>(() => second.Lookups.GetAsync<FpxTimeZone>(false, CancellationToken.None));
        failing.Answer = context => OddServer.JsonAsync(context, "[]");
        Assert.Empty(await second.Lookups.GetAsync<FpxTimeZone>(false, CancellationToken.None));
    }
}
