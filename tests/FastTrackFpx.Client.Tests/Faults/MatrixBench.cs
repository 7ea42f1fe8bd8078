using FastTrackFpx.Changes;
using FastTrackFpx.Contacts;
using FastTrackFpx.Lookups;
using FastTrackFpx.Rest.Changes;
using FastTrackFpx.Tenants;

namespace FastTrackFpx.Client.Tests.Faults;

/// <summary>A sandbox on a clock on which nobody has to wait, a session that uses it, and for each cell of the matrix a journal of its own.</summary>
internal sealed class MatrixBench : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestClock _clock;
    private readonly TestClock _serviceClock;
    private FpxClient? _session;
    private int _cells;

    private MatrixBench(SandboxSession sandbox, TestClock clock, TestClock serviceClock)
    {
        (Sandbox, _clock, _serviceClock) = (sandbox, clock, serviceClock);
        Bystander = Connect();
    }

    internal SandboxSession Sandbox { get; }

    /// <summary>A session that sees how things are.</summary>
    internal FpxClient Bystander { get; }

    internal IReadOnlyList<FpxTenant> Tenants { get; private set; } = [];

    /// <summary>A contact that the service takes, but for its name.</summary>
    internal ContactChange Contact { get; private set; } = new();

    internal FpxLookup Category { get; private set; } = new();

    /// <summary>A service of a tenant whose seats are moved about.</summary>
    internal (Guid Tenant, FpxLookup Service)? Seats { get; set; }

    /// <summary>A text that no other cell has.</summary>
    internal string Mark => $"cell {_cells:0000}.";

    internal static async Task<MatrixBench> StartAsync(int tenants = 60)
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
        });
        var bench = new MatrixBench(sandbox, clock, serviceClock);
        bench.Tenants = await bench.Bystander.Tenants.List().ToListAsync();
        bench.Contact = await ContactTemplate.ReadAsync(bench.Bystander);
        bench.Category = (await bench.Bystander.Lookups.GetAsync<FpxNoteCategory>(refresh: false, CancellationToken.None))[0];
        return bench;
    }

    /// <summary>A session that shares nothing with another one and has not made a call yet.</summary>
    internal FpxClient Connect() => Sandbox.Connect(options => options.TimeProvider = _clock.Another());

    /// <summary>Does one thing while the service fails, and says what came of it and how many calls it took.</summary>
    /// <param name="shape">What is done.</param>
    /// <param name="fault">What fails; null for nothing.</param>
    /// <param name="always">Whether every call of that kind fails, or one alone.</param>
    internal async Task<MatrixOutcome> RunAsync(MatrixShape shape, MatrixFault? fault, bool always)
    {
        _cells++;
        MatrixCell cell = await shape.PrepareAsync(this);
        // A session remembers which of two routes the service has.
        bool isOfRoutes = fault is { Name: "405" };
        if (isOfRoutes) _session = null;
        FpxClient session = _session ??= Connect();
        Assert.True((await session.CheckAsync(CancellationToken.None)).Accepted);
        var journal = new ChangeJournal(_folder[$"journal {_cells}"]);
        _serviceClock.MovesOn = fault is { IsSlow: true };
        Sandbox.Service.Log.Clear();
        Sandbox.Service.SetFaults(fault is null ? null : Plan(shape, fault, always));
        string result;
        try
        {
            string text = await cell.ActAsync(session, session.Writing(new WriteContext { Journal = journal })).WaitAsync(TimeSpan.FromSeconds(60));
            result = text == cell.Expected ? "right" : "WRONG: " + text;
        }
        catch (RestException failure)
        {
            result = failure.ErrorCode;
        }

        Sandbox.Service.SetFaults(null);
        _serviceClock.MovesOn = false;
        int calls = Sandbox.Service.Log.Entries.Count(entry => shape.Matches(entry.Method, entry.Path));
        // Whatever is still on its way arrives now.
        await _clock.AdvanceAsync(TimeSpan.FromMinutes(10));
        if (isOfRoutes) _session = null;
        IReadOnlyList<JournalEntry> noted = (await journal.ReadAsync(null, CancellationToken.None)).Entries;
        return new MatrixOutcome(result, calls, await cell.HeldAsync(), noted.Count == 0 ? null : Assert.Single(noted).Outcome);
    }

    /// <summary>Loses the response to one write and says what came of it, now and after the journal was resolved.</summary>
    /// <param name="shape">The write.</param>
    /// <param name="fault">What happens to it.</param>
    /// <param name="service">What is wrong with the service all the time, as a plan says it, each property with a comma behind it.</param>
    internal async Task<LostWrite> LoseAsync(MatrixShape shape, string fault, string service)
    {
        _cells++;
        Sandbox.Service.SetFaults($$"""{{{service}}"rules":[]}""");
        MatrixCell cell = await shape.PrepareAsync(this);
        bool isOfConnection = fault.Contains("\"connect\"", StringComparison.Ordinal) || fault.Contains("\"handshake\"", StringComparison.Ordinal);
        FpxClient session = isOfConnection ? Connect() : _session ??= Connect();
        if (!isOfConnection) Assert.True((await session.CheckAsync(CancellationToken.None)).Accepted);
        var journal = new ChangeJournal(_folder[$"journal {_cells}"], _clock);
        FpxWrites writes = session.Writing(new WriteContext { Journal = journal });
        string which = isOfConnection ? string.Empty : $"\"method\":\"{shape.Method}\",\"path\":\"{shape.Path}\",";
        Sandbox.Service.SetFaults($$"""{{{service}}"rules":[{{{which}}"times":1,"faults":[{{fault}}]}]}""");
        string result = "right";
        try
        {
            await cell.ActAsync(session, writes).WaitAsync(TimeSpan.FromSeconds(60));
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

    private static string Plan(MatrixShape shape, MatrixFault fault, bool always)
    {
        string how = always ? string.Empty : fault.IsOfPages ? "\"skip\":1,\"times\":1," : "\"times\":1,";
        return $$"""{"seed":1,"rules":[{"method":"{{shape.Method}}","path":"{{shape.Path}}",{{how}}"faults":[{{fault.Json}}]}]}""";
    }

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>What came of one thing done while the service failed.</summary>
/// <param name="Result">"right", or the error's id.</param>
/// <param name="Calls">How many calls of the kind that failed the service has seen.</param>
/// <param name="Held">How often the service holds what was written.</param>
/// <param name="Noted">What the journal says of it; null for a read.</param>
internal sealed record MatrixOutcome(string Result, int Calls, int Held, ChangeOutcome? Noted)
{
    internal bool IsRight => Result == "right";

    /// <summary>Whether the service holds a write that went well once, one that failed not at all, and one of unknown outcome at most once, and the journal says just that.</summary>
    internal bool IsSettled => IsRight ? (Held, Noted) == (1, ChangeOutcome.Done)
        : Result == "WriteUnsettled" ? Held is 0 or 1 && Noted == ChangeOutcome.Unknown
        : (Held, Noted) == (0, ChangeOutcome.Failed);
}

/// <summary>What came of a write whose response was lost.</summary>
/// <param name="Result">"right", or the error's id.</param>
/// <param name="Held">How often the service holds it in the end.</param>
/// <param name="Noted">What the journal said after it.</param>
/// <param name="Resolved">What the journal says once the service was asked, when nothing is under way any more.</param>
/// <param name="Final">What it says after another day.</param>
internal sealed record LostWrite(string Result, int Held, ChangeOutcome Noted, ChangeOutcome Resolved, ChangeOutcome Final)
{
    /// <summary>What is wrong about it; null if nothing is.</summary>
    /// <param name="isSettled">True if the service's clocks agree, so that asking must settle it.</param>
    internal string? Fault(bool isSettled) =>
        Held is not (0 or 1) ? "it is held more than once"
        : new[] { Noted, Resolved, Final }.Any(outcome => outcome == (Held == 1 ? ChangeOutcome.Failed : ChangeOutcome.Done)) ? "the journal says otherwise than the service"
        : (Result == "right") != (Noted == ChangeOutcome.Done) ? "the caller was told otherwise than the journal"
        : Held == 1 && isSettled && Resolved != ChangeOutcome.Done ? "it was not settled although the service holds it"
        : Held == 0 && Noted == ChangeOutcome.Unknown && Resolved != ChangeOutcome.Unknown ? "it was settled although it might still have arrived"
        : Held == 0 && Final != ChangeOutcome.Failed ? "it was not settled after a day"
        : null;
}
