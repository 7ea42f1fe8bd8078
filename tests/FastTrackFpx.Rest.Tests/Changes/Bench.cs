namespace FastTrackFpx.Rest.Tests.Changes;

/// <summary>A record of a service, and the writes that a test plans on it. Each send and each read-back takes the next of the given results.</summary>
internal sealed class RunnerBench : IDisposable
{
    private static readonly Uri Address = new("https://service.example");
    private readonly TemporaryFolder _folder = new();

    internal RunnerBench()
    {
        Journal = new ChangeJournal(_folder["journal"], Clock);
        Runner = NewRunner(Journal);
    }

    internal TestClock Clock { get; } = new() { MovesOn = true };
    internal ChangeJournal Journal { get; }
    internal PendingWrites Pending { get; } = new();
    internal ChangeRunner Runner { get; }
    internal Guid RunId { get; } = Guid.NewGuid();
    internal Queue<Func<string>> Sends { get; } = new();
    internal Queue<Func<ReadBack<string>>> Reads { get; } = new();
    internal List<ReadBackContext> Contexts { get; } = [];
    internal int Sent { get; private set; }
    internal TimeSpan? Skew { get; set; }
    internal List<RequestWait> Waits { get; } = [];

    internal ChangeRunner NewRunner(ChangeJournal? journal) => new()
    {
        Waiting = Waits.Add,
        ClockSkew = () => Skew,
        Service = "Test",
        BaseUri = Address,
        Clock = Clock,
        Pending = Pending,
        Context = new WriteContext { Journal = journal, Cmdlet = "Set-Test", ConnectionName = "test", RunId = RunId },
    };

    internal PlannedChange<string> Plan(bool isIdempotent, bool isReadable = true, string? fingerprint = null, bool leaves = true) => new()
    {
        Entry = new JournalEntry { Kind = "TestSet", Summary = "x: 1 -> 2", Fingerprint = fingerprint },
        Description = new ChangeDescription("set x: 1 -> 2", "set x"),
        IsIdempotent = isIdempotent,
        Request = () => new RestRequest("PATCH", "/x"),
        SendAsync = (mark, end) =>
        {
            Sent++;
            var request = new RestRequest("PATCH", "/x") { Mark = mark, Delivery = leaves ? Delivery.MayHaveArrived : Delivery.NotSent };
            try
            {
                return Task.FromResult(Sends.Dequeue()());
            }
            catch (RestException failure)
            {
                request.Delivery = failure.Delivery;
                throw;
            }
        },
        ReadBackAsync = !isReadable ? null : (context, end) =>
        {
            Contexts.Add(context);
            return Task.FromResult(Reads.Dequeue()());
        },
        Record = (entry, value) => entry.After = JsonSerializer.SerializeToElement(value),
        Compare = value => value == "other" ? "It holds other." : null,
        ClaimOf = entry => entry.Target("id"),
    };

    internal async Task<JournalEntry> EntryAsync() => Assert.Single((await Journal.ReadAsync(null, default)).Entries);

    public void Dispose() => _folder.Dispose();

    internal static RequestException Failure(Delivery delivery, string code = "ConnectionLost") => new(code, "The connection was lost.", "PATCH", "/x") { Delivery = delivery };

    internal static Func<string> Throw(Exception exception) => () => throw exception;

    internal static Func<string> Lost() => Throw(Failure(Delivery.MayHaveArrived));

    internal static Func<ReadBack<string>> Found(string value = "2") => () => ReadBack<string>.Found(value);

    internal static Func<ReadBack<string>> Unchanged() => ReadBack<string>.Unchanged;
}
