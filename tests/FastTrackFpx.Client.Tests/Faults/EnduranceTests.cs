namespace FastTrackFpx.Client.Tests.Faults;

/// <summary>Ten thousand calls, retries included, to a service of which every fifth fails.</summary>
[Trait("Category", "Slow")]
public sealed class EnduranceTests(ITestOutputHelper output)
{
    private const int Jobs = 8_000;
    private const int Workers = 24;
    private const int Limit = 600;
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    // A web page is tried again three times only, so it is a rarer guest than the others.
    private const string OneInFive = """
        {"seed":7,"rules":[
          {"name":"web page","method":"GET","percent":1,"faults":[{"kind":"html"}]},
          {"name":"read","method":"GET","percent":19.2,"faults":[
            {"kind":"status","status":500},{"kind":"status","status":503,"retryAfter":"2"},{"kind":"reset","moment":"before"},
            {"kind":"reset","moment":"headers"},{"kind":"reset","moment":"body"},{"kind":"cutOff"}]},
          {"name":"refused","method":"POST","percent":4,"faults":[{"kind":"status","status":500},{"kind":"reset","moment":"upload"}]},
          {"name":"lost","method":"POST","percent":16.7,"faults":[
            {"kind":"lostAnswer"},{"kind":"lostAnswer","status":502},{"kind":"cutOff"},{"kind":"status","status":503,"retryAfter":"2"}]}
        ]}
        """;

    [LongFact]
    public async Task Ten_thousand_calls_of_which_one_in_five_fails_in_seven_ways_are_all_right_and_none_is_lost_or_made_twice()
    {
        var clock = new TestClock(DateTimeOffset.UtcNow);
        await using SandboxSession sandbox = await SandboxSession.StartAsync(options =>
        {
            options.TimeProvider = clock.Another();
            options.Tenants = 200;
            options.Readings["F67"] = "sliding";
        });
        FpxClient client = sandbox.Connect(options => (options.TimeProvider, options.MaxRetryCount) = (clock, 10));
        List<FpxTenant> tenants = await client.Tenants.List().ToListAsync();
        FpxLookup category = (await client.Lookups.GetAsync<FpxNoteCategory>(refresh: false, CancellationToken.None))[0];
        sandbox.Service.SetFaults(OneInFive);
        MemoryPermits log = MemoryPermits.For(clock, client.Rest.BaseUri.GetLeftPart(UriPartial.Authority));
        FpxWrites writes = client.Writing(new WriteContext());
        var wrong = new ConcurrentBag<string>();
        var unsettled = new ConcurrentDictionary<int, bool>();
        int next = -1;
        DateTimeOffset endOfPlenty = default;
        int workers = Workers;
        TimeSpan processorTime = Environment.CpuUsage.TotalTime;
        // Of those in the queue for a permit, the first waits for the time.
        using IDisposable pump = clock.MoveOnWhen(() => Volatile.Read(ref workers) is > 0 and var working && clock.Waiting + Math.Max(0, log.WaitingFor(client.Rest.RequestsPerMinute) - 1) >= working);

        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(async () =>
        {
            for (int job; (job = Interlocked.Increment(ref next)) < Jobs;)
            {
                if (job == Jobs * 9 / 10) endOfPlenty = clock.Now;
                if (await DoAsync(job) is { } fault) wrong.Add($"Job {job}: {fault}");
            }

            Interlocked.Decrement(ref workers);
        }))).WaitAsync(TimeSpan.FromMinutes(3));

        Assert.Empty(wrong);
        AssertNotesOnce(sandbox.Service.Export(), unsettled);
        output.WriteLine($"Processor time: {(Environment.CpuUsage.TotalTime - processorTime).TotalSeconds:0.0} s.");
        Report(sandbox.Service.Log.Entries, endOfPlenty, client.Rest.Exchange);

        async Task<string?> DoAsync(int job)
        {
            FpxTenant tenant = tenants[job % tenants.Count];
            try
            {
                if (job % 5 == 0)
                {
                    string text = Note(job);
                    string? written = (await writes.NewNoteAsync(tenant.TenantId, category, text, CancellationToken.None)).Value.Text;
                    return written == text ? null : $"'{written}' was written.";
                }

                FpxTenant read = await client.Tenants.GetBasicAsync(tenant.TenantId, CancellationToken.None);
                return (read.TenantId, read.Name) == (tenant.TenantId, tenant.Name) ? null : $"{read.TenantId} {read.Name} was read.";
            }
            catch (RestException failure)
            {
                // A note that did not arrive and one whose response was lost look alike: it is not written again.
                if (job % 5 == 0 && failure.ErrorCode == ErrorCode.WriteUnsettled && unsettled.TryAdd(job, true)) return null;
                return failure.Message;
            }
        }
    }

    private static string Note(int job) => $"Endurance {job:00000}.";

    private static void AssertNotesOnce(string export, ConcurrentDictionary<int, bool> unsettled)
    {
        string[] held = [.. export.Split("Endurance ").Skip(1).Select(part => "Endurance " + part[..6])];
        Assert.Equal(held.Length, held.Distinct().Count());
        Assert.Empty(Enumerable.Range(0, Jobs).Where(job => job % 5 == 0 && !unsettled.ContainsKey(job)).Select(Note).Except(held));
    }

    private void Report(IReadOnlyList<LoggedRequest> entries, DateTimeOffset endOfPlenty, Exchange exchange)
    {
        DateTimeOffset[] times = [.. entries.Select(entry => entry.Time).Order()];
        int most = MostInAnyMinute(times);
        // In the whole minutes in which there was work for everybody.
        int minutes = (int)((endOfPlenty - times[0]) / Minute);
        double used = times.Count(time => time < times[0] + (Minute * minutes)) / (double)(Limit * minutes);
        int failed = entries.Count(entry => entry.Fault is not null);
        string[] ways = [.. entries.Where(entry => entry.Fault is not null).Select(entry => $"{entry.Fault} {entry.Status}").Distinct()];
        output.WriteLine(
            $"Endurance: {Jobs:N0} jobs in {entries.Count:N0} calls over {(times[^1] - times[0]).TotalMinutes:0.0} minutes by the service's clock; {failed:N0} calls failed ({100.0 * failed / entries.Count:0.0} %); "
            + $"most in any 60 seconds {most}; {used:P2} of the limit used; 429 {exchange.Throttled} times; repeats {exchange.Retries:N0}.");
        Assert.True(entries.Count >= 10_000, $"{entries.Count} calls");
        Assert.InRange(failed, entries.Count * 19 / 100, entries.Count * 22 / 100);
        Assert.True(ways.Length >= 7, string.Join(", ", ways));
        // Nothing below the limiter sends a request again: the service has seen as many as the client counted.
        Assert.Equal(exchange.CallsMade, entries.Count);
        Assert.InRange(most, Limit * 99 / 100, Limit);
        Assert.InRange(used, 0.99, 1.0);
        Assert.Equal(0, exchange.Throttled);
        Assert.DoesNotContain(entries, entry => entry.Status == 429);
    }

    private static int MostInAnyMinute(DateTimeOffset[] times)
    {
        int most = 0;
        for (int first = 0, last = 0; last < times.Length; last++)
        {
            while (times[last] - times[first] > Minute) first++;
            most = Math.Max(most, last - first + 1);
        }

        return most;
    }
}
