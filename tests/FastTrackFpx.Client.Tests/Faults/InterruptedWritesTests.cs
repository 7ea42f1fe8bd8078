namespace FastTrackFpx.Client.Tests.Faults;

/// <summary>Sessions that end in the middle of writes, at random moments: the journal says what the service holds, or that it is not known.</summary>
[Trait("Category", "Slow")]
public sealed class InterruptedWritesTests(ITestOutputHelper output) : FolderTest
{
    /// <summary>Set it for a longer run; each kill costs the start of a process.</summary>
    private const string KillsVariable = "FASTTRACKFPX_TEST_KILLS";

    /// <summary>So that some sessions end after the service has the write and before they know it.</summary>
    private const string SlowResponses = """{"seed":5,"rules":[{"method":"POST","percent":50,"faults":[{"kind":"delay","moment":"headers","seconds":0.01}]}]}""";

    private readonly Random _random = new(11);

    [Theory]
    [InlineData("disconnects", 40)]
    [InlineData("interrupts", 25)]
    public async Task A_session_that_ends_at_a_random_moment_leaves_a_true_journal(string how, int rounds)
    {
        var clock = new TestClock(DateTimeOffset.UtcNow);
        // The sandbox counts in real time, and the clients' clock stands still: they would wait for its Retry-After without end.
        await using SandboxSession sandbox = await SandboxSession.StartAsync(options => (options.Tenants, options.RequestsPerMinute) = (8, 0));
        IReadOnlyList<FpxTenant> tenants = await sandbox.Connect(options => options.TimeProvider = clock.Another()).Tenants.List().ToListAsync();
        var journal = new ChangeJournal(Folder["journal"], clock);
        sandbox.Service.SetFaults(SlowResponses);
        for (int round = 0; round < rounds; round++)
        {
            using FpxClient client = sandbox.Connect(options => options.TimeProvider = clock.Another());
            await client.CheckAsync(CancellationToken.None);
            using var stop = new CancellationTokenSource();
            int left = _random.Next(1, 8);
            var ending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Task[] writers = [.. Enumerable.Range(0, 4).Select(worker => Task.Run(async () =>
            {
                try
                {
                    for (int number = 0; ; number++)
                    {
                        await WriteAsync(client.Writing(new WriteContext { Journal = journal }), tenants[worker], $"{round}/{worker}/{number}", stop.Token);
                        if (Interlocked.Decrement(ref left) == 0) ending.TrySetResult();
                    }
                }
                catch (Exception end) when (end is RestException or OperationCanceledException)
                {
                    // The session has ended.
                }
            }))];
            await Task.WhenAny(ending.Task, Task.WhenAll(writers)).WaitAsync(TimeSpan.FromSeconds(30));
            SpinFor(_random.NextDouble() * 4);
            if (how == "disconnects") client.Dispose();
            else await stop.CancelAsync();
            await Task.WhenAll(writers).WaitAsync(TimeSpan.FromSeconds(30));
        }

        await CheckAsync(how, sandbox, journal, sandbox.Connect(options => options.TimeProvider = clock.Another()));
    }

    [Fact]
    public async Task A_process_that_is_killed_at_a_random_moment_leaves_a_true_journal()
    {
        int kills = int.Parse(Environment.GetEnvironmentVariable(KillsVariable) ?? "8", CultureInfo.InvariantCulture);
        await using SandboxSession sandbox = await SandboxSession.StartAsync(options => options.RequestsPerMinute = 0);
        sandbox.Service.SetFaults(SlowResponses);
        for (int kill = 0; kill < kills; kill++)
        {
            using ChildProcess process = ChildProcess.Start(
                "write", sandbox.Service.BaseUri.ToString(), sandbox.Service.Certificates.ClientCertificatePath, sandbox.Service.Certificates.AuthorityPath, Folder["journal"]);
            for (int lines = _random.Next(1, 12); lines > 0; lines--) Assert.Equal("written", await process.ReadLineAsync());
            SpinFor(_random.NextDouble() * 6);
            await process.KillAsync();
        }

        await CheckAsync("kills", sandbox, new ChangeJournal(Folder["journal"]), sandbox.Connect());
    }

    internal static async Task WriteAsync(string baseUri, string certificate, string authority, string folder)
    {
        using var client = new FpxClient(new FpxClientOptions
        {
            BaseUri = new Uri(baseUri),
            Certificate = ClientCertificate.FromFile(certificate),
            TrustedAuthorities = [X509CertificateLoader.LoadCertificateFromFile(authority)],
        });
        PagedSequence<FpxTenant> list = client.Tenants.List();
        list.First = 4;
        IReadOnlyList<FpxTenant> tenants = await list.ToListAsync();
        FpxWrites writes = client.Writing(new WriteContext { Journal = new ChangeJournal(folder) });
        await Task.WhenAll(tenants.Select(async (tenant, worker) =>
        {
            for (int number = 0; ; number++)
            {
                await WriteAsync(writes, tenant, $"{Environment.ProcessId}/{worker}/{number}", CancellationToken.None);
                Console.WriteLine("written");
            }
        }));
    }

    private static Task WriteAsync(FpxWrites writes, FpxTenant tenant, string which, CancellationToken end) =>
        writes.NewNoteAsync(tenant.TenantId, new FpxLookup { Id = "1", Name = "General" }, $"Cut {which}.", end);

    private async Task CheckAsync(string how, SandboxSession sandbox, ChangeJournal journal, FpxClient client)
    {
        IReadOnlyList<JournalEntry> before = (await journal.ReadAsync(null, default)).Entries;
        Check(before, ChangeOutcome.Unknown);
        foreach (JournalEntry entry in before.Reverse()) await client.Writing(new WriteContext { Journal = journal }).ResolveAsync(entry, default);
        IReadOnlyList<JournalEntry> after = (await journal.ReadAsync(null, default)).Entries;
        // What is held is settled now; what is not may still arrive.
        Check(after, ChangeOutcome.Done);
        output.WriteLine($"{how}: {before.Count} writes, {Count(before, ChangeOutcome.Done)} done, {Count(before, ChangeOutcome.Failed)} failed, {Count(before, ChangeOutcome.Unknown)} unknown; {Count(after, ChangeOutcome.Unknown)} unknown after they were resolved.");
        // How many stay unknown depends on the machine: on a slow one most writes end before they are sent.
        Assert.True(Count(before, ChangeOutcome.Unknown) + Count(before, ChangeOutcome.Failed) > 0, "Nothing was interrupted.");

        void Check(IReadOnlyList<JournalEntry> entries, ChangeOutcome heldInDoubt)
        {
            string export = sandbox.Service.Export();
            foreach (JournalEntry entry in entries)
            {
                string text = entry.After()!.Note!.Text!;
                int held = export.Split($"\"{text}\"").Length - 1;
                ChangeOutcome[] right = held switch
                {
                    1 => [ChangeOutcome.Done, heldInDoubt],
                    0 => [ChangeOutcome.Failed, ChangeOutcome.Unknown],
                    _ => [],
                };
                Assert.True(right.Contains(entry.Outcome), $"{text} is held {held} times and noted as {entry.Outcome}.");
            }
        }

        static int Count(IReadOnlyList<JournalEntry> entries, ChangeOutcome outcome) => entries.Count(entry => entry.Outcome == outcome);
    }

    /// <summary>Some milliseconds, to hit another moment of the next write each time; nothing waits for it.</summary>
    private static void SpinFor(double milliseconds)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed.TotalMilliseconds < milliseconds) Thread.SpinWait(50);
    }
}
