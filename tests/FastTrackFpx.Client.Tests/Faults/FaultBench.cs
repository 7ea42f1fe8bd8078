namespace FastTrackFpx.Client.Tests.Faults;

/// <summary>A sandbox with a clock that makes waits short, a session that uses it, and a journal for each lost response.</summary>
internal sealed class FaultBench : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestClock _clock;
    private FpxClient? _session;
    private int _losses;

    private FaultBench(SandboxSession sandbox, TestClock clock, TestClock serviceClock)
    {
        (Sandbox, _clock, ServiceClock) = (sandbox, clock, serviceClock);
        Bystander = Connect();
    }

    internal SandboxSession Sandbox { get; }
    internal TestClock ServiceClock { get; }
    internal FpxClient Bystander { get; }
    internal IReadOnlyList<FpxTenant> Tenants { get; private set; } = [];
    internal ContactChange Contact { get; private set; } = new();
    internal FpxLookup Category { get; private set; } = new();

    internal (Guid Tenant, FpxLookup Service)? Seats { get; set; }

    internal string Mark => $"loss {_losses:0000}.";

    /// <param name="readings">How the service reads the documents, as F3=old F4=new.</param>
    internal static async Task<FaultBench> StartAsync(int tenants = 60, string readings = "")
    {
        TestClock clock = TestClock.WithoutWaits();
        TestClock serviceClock = clock.Another();
        // What is to come late comes when the client waits, not at once.
        serviceClock.MovesOn = false;
        SandboxSession sandbox = await SandboxSession.StartAsync(options =>
        {
            options.TimeProvider = serviceClock;
            options.Tenants = tenants;
            options.RequestsPerMinute = 0;
            options.Readings["F27"] = "paged";
            options.Readings["F56"] = "lenient";
            foreach (string reading in readings.Split(' ', StringSplitOptions.RemoveEmptyEntries)) options.Readings[reading.Split('=')[0]] = reading.Split('=')[1];
        });
        var bench = new FaultBench(sandbox, clock, serviceClock);
        bench.Tenants = await bench.Bystander.Tenants.List().ToListAsync();
        bench.Contact = await ContactTemplate.ReadAsync(bench.Bystander);
        bench.Category = (await bench.Bystander.Lookups.GetAsync<FpxNoteCategory>(refresh: false, CancellationToken.None))[0];
        return bench;
    }

    /// <summary>A session that shares nothing with another one and has not made a call yet.</summary>
    internal FpxClient Connect() => Sandbox.Connect(options => options.TimeProvider = _clock.Another());

    /// <summary>Loses the response to one write and says what came of it, now and after the journal was resolved.</summary>
    /// <param name="service">What is wrong with the service all the time, as a plan says it, each property with a comma behind it.</param>
    internal async Task<LostWrite> LoseAsync(WriteShape shape, string fault, string service)
    {
        _losses++;
        Sandbox.Service.SetFaults($$"""{{{service}}"rules":[]}""");
        WriteCell cell = await shape.PrepareAsync(this);
        bool isOfConnection = fault.Contains("\"connect\"", StringComparison.Ordinal) || fault.Contains("\"handshake\"", StringComparison.Ordinal);
        FpxClient session = isOfConnection ? Connect() : _session ??= Connect();
        if (!isOfConnection) Assert.True((await session.CheckAsync(CancellationToken.None)).Accepted);
        var journal = new ChangeJournal(_folder[$"journal {_losses}"], _clock);
        FpxWrites writes = session.Writing(new WriteContext { Journal = journal });
        string which = isOfConnection ? string.Empty : $"\"method\":\"{shape.Method}\",\"path\":\"{shape.Path}\",";
        Sandbox.Service.SetFaults($$"""{{{service}}"rules":[{{{which}}"times":1,"faults":[{{fault}}]}]}""");
        string result = "right";
        try
        {
            string returned = await cell.ActAsync(session, writes).WaitAsync(TimeSpan.FromSeconds(60));
            if (returned != cell.Expected) result = $"{returned} instead of {cell.Expected}";
        }
        catch (RestException failure)
        {
            result = failure.ErrorCode;
        }

        Sandbox.Service.SetFaults($$"""{{{service}}"rules":[]}""");
        // Whatever is still on its way arrives now.
        await _clock.AdvanceAsync(TimeSpan.FromMinutes(10));
        await Sandbox.Service.SettledAsync();
        int held = await cell.HeldAsync();
        ChangeOutcome noted = await NotedAsync();
        ChangeOutcome resolved = await ResolveAsync();
        if (resolved == ChangeOutcome.Unknown) await _clock.AdvanceAsync(TimeSpan.FromHours(25));
        return new LostWrite(result, held, noted, resolved, await ResolveAsync());

        async Task<ChangeOutcome> NotedAsync() => Assert.Single((await journal.ReadAsync(null, CancellationToken.None)).Entries).Outcome;

        async Task<ChangeOutcome> ResolveAsync()
        {
            await writes.ResolveAsync(Assert.Single((await journal.ReadAsync(null, CancellationToken.None)).Entries), CancellationToken.None);
            return await NotedAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>What came of a write whose response was lost.</summary>
/// <param name="Resolved">What the journal says once the service was asked, when nothing is under way any more.</param>
internal sealed record LostWrite(string Result, int Held, ChangeOutcome Noted, ChangeOutcome Resolved, ChangeOutcome Final)
{
    /// <summary>What is wrong about it; null if nothing is.</summary>
    internal string? Fault(bool isSettled) =>
        Held is not (0 or 1) ? "it is held more than once"
        : new[] { Noted, Resolved, Final }.Any(outcome => outcome == (Held == 1 ? ChangeOutcome.Failed : ChangeOutcome.Done)) ? "the journal says otherwise than the service"
        : (Result == "right") != (Noted == ChangeOutcome.Done) ? "the caller was told otherwise than the journal"
        : Held == 1 && isSettled && Resolved != ChangeOutcome.Done ? "it was not settled although the service holds it"
        : Held == 0 && Noted == ChangeOutcome.Unknown && Resolved != ChangeOutcome.Unknown ? "it was settled although it might still have arrived"
        : Held == 0 && Final != ChangeOutcome.Failed ? "it was not settled after a day" : null;
}
