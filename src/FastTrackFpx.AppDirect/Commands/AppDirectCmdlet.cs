using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using FastTrackFpx.AppDirect.Records;
using FastTrackFpx.AppDirect.Requests;
using FastTrackFpx.Rest.Content;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.AppDirect.Commands;

/// <summary>A cmdlet that uses a connection to a marketplace.</summary>
public abstract class AppDirectCmdlet : ConnectedCmdlet<AppDirectConnection>
{
    private protected AppDirectCmdlet()
    {
    }

    private const BindingFlags PropertyFlags = BindingFlags.Instance | BindingFlags.Public | BindingFlags.IgnoreCase;

    private protected bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    private protected override RestException InOwnTerms(RestException exception) =>
        exception is ServiceException { StatusCode: 400, ServiceMessage: { } reason } refused && (MissingDefault(reason) ?? UnknownCode()) is { } action
            ? refused.Reworded(refused.Message, action)
            : exception;

    // Many requests need a company or a context, which every command can name, or the connection once for all.
    private string? MissingDefault(string reason)
    {
        string[] words = reason.Split(' ', '\'', '.');
        string? missing = new[] { "CompanyId", "Context" }.FirstOrDefault(name =>
            words.Contains(name, StringComparer.OrdinalIgnoreCase) && GetType().GetProperty(name, PropertyFlags) is not null && !IsBound(name));
        return missing is null ? null : $"Pass -{missing}, or name it for all commands: Connect-AppDirectService -{missing}.";
    }

    // The service may have more values than those that are known, so only a refusal shows that one is misspelt.
    private string? UnknownCode()
    {
        foreach (KeyValuePair<string, object> bound in MyInvocation.BoundParameters)
        {
            if (GetType().GetProperty(bound.Key, PropertyFlags)?.GetCustomAttribute<KnownCodesAttribute>()?.Codes is not { } codes) continue;
            IEnumerable<string> values = bound.Value as IEnumerable<string> ?? [$"{bound.Value}"];
            if (values.Any(value => !codes.Contains(value, StringComparer.OrdinalIgnoreCase)))
                return $"Known values of -{bound.Key}: {string.Join(", ", codes)}.";
        }

        return null;
    }

    private protected QueryBuilder NewQuery() => new(IsBound, Chosen.Context, Chosen.CompanyId);

    /// <summary>A JSON body: text as it is, anything else as the JSON of its properties.</summary>
    private protected static byte[] JsonOf(object? value)
    {
        if (ParameterText.Unwrap(value) is string text) return JsonBody.Instance.ToBytes(text);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            new FieldWriter(writer).Value(value);
        return stream.ToArray();
    }

    /// <summary>The ids of a path by the name of their parameter.</summary>
    private protected static KeyValuePair<string, string[]> Id(string[]? values, [CallerArgumentExpression(nameof(values))] string name = "") =>
        new(name, values ?? []);

    private protected static RestException Unknown(string set) => new InputException(
        ErrorCode.InvalidInput, $"The parameter set {set} has no operation.", null, "Report this as an error of the module.");

    /// <summary>Query parameters with those that a user added by their names in the API.</summary>
    private protected static IReadOnlyList<KeyValuePair<string, string>> WithOwn(IReadOnlyList<KeyValuePair<string, string>> query, IDictionary? further)
    {
        IReadOnlyList<KeyValuePair<string, string>> own = QueryTable.Read(further);
        return [.. query.Where(pair => own.All(mine => mine.Key != pair.Key)), .. own];
    }

    /// <summary>Sends a read and reads its rows.</summary>
    private protected Task<ResponseRows> SendAsync(
        RestClient client, ReadTarget target, IReadOnlyList<KeyValuePair<string, string>> page, CancellationToken cancellationToken) =>
        Chosen.SendAsync(client, target, page, cancellationToken);
}

/// <summary>A cmdlet that reads: a generated class has its parameters and says which request each set of them means.</summary>
public abstract class ReadCmdlet : AppDirectCmdlet
{
    private static readonly HashSet<string> Warned = new(StringComparer.Ordinal);

    private ReadQueue? _queue;
    private CancellationTokenSource? _enough;
    private NamePattern? _pattern;

    private protected ReadCmdlet()
    {
    }

    /// <summary>Further query parameters by their names in the API. They replace those that the other parameters would send.</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public IDictionary? Query { get; set; }

    /// <summary>What the parameters of a set ask for.</summary>
    private protected abstract ReadPlan Plan(string set);

    /// <summary>The plan of a set that is written by hand; null for the others.</summary>
    private protected virtual ReadPlan? OwnPlan(string set) => null;

    /// <summary>The set for the piped record; null if the parameters themselves say it.</summary>
    private protected virtual string? Choose() => null;

    /// <summary>The name that a pattern is compared with.</summary>
    private protected virtual string?[] NamesOf(AppDirectRecord record) => [];

    /// <summary>Reads what the list leaves out. The records are replaced by those that are returned.</summary>
    private protected virtual Task<IReadOnlyList<AppDirectRecord>> CompleteAsync(
        RestClient client, IReadOnlyList<AppDirectRecord> records, CancellationToken cancellationToken) => Task.FromResult(records);

    /// <summary>True if a handwritten part has done the work of the set itself.</summary>
    private protected virtual Task<bool> TryRunAsync(CmdletRun run, string set) => Task.FromResult(false);

    /// <summary>What the service can be asked for: a plain name. A name with wildcards is compared here.</summary>
    private protected string? Pattern(string? name)
    {
        _pattern = name is null ? null : new NamePattern(name);
        return _pattern is { HasWildcards: true } ? null : name is null ? null : WildcardPattern.Unescape(name);
    }

    /// <summary>Adds to a plan what no parameter of the service expresses.</summary>
    private protected virtual void Refine(ReadPlan plan)
    {
    }

    /// <summary>All records of a list, from all its pages.</summary>
    private protected async Task<IReadOnlyList<AppDirectRecord>> ReadAllAsync(RestClient client, ReadTarget target, CancellationToken cancellationToken)
    {
        var reading = new PageReading(target, (one, page, end) => SendAsync(client, one, page, end), null, Chosen.Quirks);
        var all = new List<AppDirectRecord>();
        while (!reading.HasEnded) all.AddRange(await reading.NextAsync(cancellationToken).ConfigureAwait(false));
        return all;
    }

    private static object? Shape(AppDirectRecord record) => record is PlainRow ? record.AdditionalProperties : record;

    private protected QueryBuilder Filters => NewQuery();

    private protected static ReadPlan Get<T>(string template, params KeyValuePair<string, string[]>[] ids)
        where T : AppDirectRecord, new() => ReadPlan.Of<T>("GET", template, ids);

    private protected static ReadPlan Head<T>(string template, params KeyValuePair<string, string[]>[] ids)
        where T : AppDirectRecord, new() => ReadPlan.Of<T>("HEAD", template, ids);

    private protected static ReadPlan Post<T>(string template, params KeyValuePair<string, string[]>[] ids)
        where T : AppDirectRecord, new() => ReadPlan.Of<T>("POST", template, ids);

    private protected static ReadPlan Put<T>(string template, params KeyValuePair<string, string[]>[] ids)
        where T : AppDirectRecord, new() => ReadPlan.Of<T>("PUT", template, ids);

    private protected static string[] One(string? id, AppDirectRecord from, string name) => id is { Length: > 0 }
        ? [id]
        : throw new InputException(
            ErrorCode.InvalidInput, $"-InputObject: the {from.GetType().Name} has no {name}.", "InputObject",
            "Read the record from the service again, or pass the ids.");

    private protected static InputException Unfit(AppDirectRecord given, params Type[] known) => new(
        ErrorCode.InvalidInput,
        $"-InputObject takes no {given.GetType().Name}.",
        "InputObject",
        $"Pipe one of these records: {string.Join(", ", known.Select(type => type.Name))}.");

    private protected override object? ErrorTarget => null;

    private protected sealed override async Task RunAsync(CmdletRun run)
    {
        if (HasEnough) return;
        string set = Choose() ?? ParameterSetName;
        if (await TryRunAsync(run, set).ConfigureAwait(false)) return;
        ReadPlan plan = OwnPlan(set) ?? Plan(set);
        plan.Query = WithOwn(plan.Query, Query);
        if (_pattern is { HasWildcards: true } pattern) plan.Keep = record => NamesOf(record).Any(pattern.IsMatch);
        Refine(plan);
        if (plan.IsDeprecated) WarnOnce(run, set);
        ReadQueue queue = _queue ??= Open(run);
        foreach (ReadTarget target in plan.Targets())
        {
            if (HasEnough) return;
            await StopWhenEnoughAsync(() => queue.AddAsync(target)).ConfigureAwait(false);
        }
    }

    private protected sealed override Func<CmdletRun, Task>? Finish => _queue is { } queue && !HasEnough ? _ => StopWhenEnoughAsync(queue.CompleteAsync) : null;

    private bool HasEnough => _enough is { IsCancellationRequested: true };

    private ReadQueue Open(CmdletRun run)
    {
        _enough = CancellationTokenSource.CreateLinkedTokenSource(run.Stopping);
        RestClient client = Chosen.RestFor(run);
        int? ask = PagingParameters is { First: < 100, Skip: 0 } range ? Math.Max(1, (int)range.First) : null;
        if (run.IsFull) _enough.Cancel();
        return new ReadQueue(
            client,
            target => new PageReading(
                target,
                async (one, page, end) =>
                {
                    if (one.Plan.Find is { } find) return ResponseRows.Of(await find(client, end).ConfigureAwait(false));
                    ResponseRows rows = await SendAsync(client, one, page, end).ConfigureAwait(false);
                    if (rows.IsPartial)
                        run.Warning($"AppDirect has returned a part of {one.Shown ?? "the list"} only: it is still being created. Read it again later.");
                    return rows;
                },
                ask is { } few && few < target.Plan.Style?.Ask && target.Plan.Keep is null ? few : null,
                Chosen.Quirks),
            (target, records) => WriteAsync(run, target.Plan.Keep is { } keep ? [.. records.Where(keep)] : records),
            (target, failure) => run.Fail(failure, target.Shown),
            _enough.Token);
    }

    private async Task WriteAsync(CmdletRun run, IReadOnlyList<AppDirectRecord> records)
    {
        records = await CompleteAsync(Chosen.RestFor(run), records, run.Stopping).ConfigureAwait(false);
        if (!await run.WriteAllAsync(records.Select(Shape).OfType<object>()).ConfigureAwait(false)) _enough!.Cancel();
    }

    private async Task StopWhenEnoughAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (HasEnough)
        {
            // -First has all it wants.
        }
    }

    private void WarnOnce(CmdletRun run, string set)
    {
        string key = $"{GetType().Name}:{set}";
        lock (Warned)
        {
            if (!Warned.Add(key)) return;
        }

        run.Warning($"AppDirect has deprecated the operation of the parameter set {set}. It may be removed.");
    }
}
