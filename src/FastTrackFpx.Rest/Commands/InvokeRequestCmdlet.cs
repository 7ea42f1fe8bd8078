using System.Collections;

namespace FastTrackFpx.Rest.Commands;

/// <summary>Base of <c>Invoke-…Request</c>: sends any request of the service, with the credentials, limit, retries and redaction of the connection.</summary>
public abstract class InvokeRequestCmdlet<TConnection> : ConnectedCmdlet<TConnection>
    where TConnection : RestConnection
{
    private IReadOnlyList<KeyValuePair<string, string>> _query = [];

    /// <summary>The path of the request, which may have a query.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string Path { get; set; } = null!;

    /// <summary>The HTTP method. The default is Get.</summary>
    [Parameter]
    public RestMethod Method { get; set; }

    /// <summary>Query parameters as a table. A value that is a list is sent as the same name several times.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public IDictionary? Query { get; set; }

    /// <summary>The body: text in the format of the service, or a table or object that is converted to it.</summary>
    [Parameter]
    [ValidateNotNull, AllowEmptyString, AllowEmptyCollection, ArgumentCompleter(typeof(NoValueCompleter))]
    public object? Body { get; set; }

    /// <summary>Returns the body as text, as it was received.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    private protected virtual string Root => string.Empty;

    private protected virtual string PathAction => "Pass the path of a request of the service.";

    private protected virtual RequestPath ParsePath() => RequestPath.Parse(Path, Root, PathAction);

    // Nothing is chosen yet while the parameters are checked.
    private protected override object? ErrorTarget => Chosen?.Rest.Options.Service.RedactPath(Path);

    private protected override bool IsWrite => Method != RestMethod.Get;

    private protected override void Check()
    {
        if (Method == RestMethod.Get && Body is not null) throw Contradiction("-Body cannot be used with -Method Get.", nameof(Body));
        _query = QueryTable.Read(Query);
    }

    private protected override async Task RunAsync(CmdletRun run)
    {
        if (Method == RestMethod.Get)
        {
            await OutputAsync(run, await ReadAsync(run, []).ConfigureAwait(false)).ConfigureAwait(false);
            return;
        }

        ServiceWrites writes = Chosen.WritesFor(run, ContextFor(Chosen));
        string? body = Body is null ? null : BodyText();
        PlannedChange<RawResponse> plan = Plan(Chosen.RestFor(run), () => Compose([], body));
        if (await ChangeAsync(run, writes, plan).ConfigureAwait(false) is { } result) await OutputAsync(run, result.Value).ConfigureAwait(false);
    }

    private protected Task<RawResponse> ReadAsync(CmdletRun run, IEnumerable<KeyValuePair<string, string>> furtherQuery) =>
        Chosen.RestFor(run).SendAsync(Compose(furtherQuery, null), RawResponse.Read, run.Stopping);

    private RestRequest Compose(IEnumerable<KeyValuePair<string, string>> furtherQuery, string? body)
    {
        RequestPath path = ParsePath();
        return new RestRequest(Method.ToString().ToUpperInvariant(), path.Path)
        {
            Query = [.. path.Query, .. _query, .. furtherQuery],
            Body = body is null ? null : Chosen.Rest.Options.Service.Content.ToBytes(body),
        };
    }

    private protected static InputException Contradiction(string message, string parameter) =>
        new(ErrorCode.InvalidInput, message, parameter, "Leave one of them out.");

    /// <summary>
    /// Recorded like any other change, and never repeated, since nothing is known to read back. The journal keeps method and redacted path; a body of
    /// unknown meaning is not kept.
    /// </summary>
    private static PlannedChange<RawResponse> Plan(RestClient client, Func<RestRequest> compose)
    {
        RestRequest first = compose();
        string path = Redacted.Path(client.Options.Service, first);
        string body = first.Body is { Length: > 0 } bytes ? $" with a body of {bytes.Length.ToString("N0", CultureInfo.InvariantCulture)} bytes" : string.Empty;
        string words = $"send {first.Method} {path} to {client.BaseUri.Host}{body}";
        return new PlannedChange<RawResponse>
        {
            Entry = new JournalEntry { Kind = "Request", Summary = $"{first.Method} {path}" },
            Description = new ChangeDescription(words, words),
            Request = () => first,
            SendAsync = (mark, end) =>
            {
                RestRequest sent = compose();
                sent.Mark = mark;
                return client.SendAsync(sent, RawResponse.Read, end);
            },
        };
    }

    private string BodyText() => ParameterText.Unwrap(Body) switch
    {
        string text => text,
        System.Xml.XmlNode node => node.OuterXml,
        _ => PlainJson.Write(Body),
    };

    private async Task OutputAsync(CmdletRun run, RawResponse response)
    {
        if (Raw)
        {
            if (response.Text.Length > 0) await run.WriteAsync(response.Text).ConfigureAwait(false);
            return;
        }

        IReadOnlyList<object?> items = response.Value as List<object?> ?? [response.Value];
        await run.WriteAllAsync(items.Select(PlainObject.ToPowerShell).OfType<object>()).ConfigureAwait(false);
    }
}

/// <summary>Query parameters as a user passes them in a table.</summary>
internal static class QueryTable
{
    /// <summary>The parameters in text. A value that is a list is sent as the same name several times.</summary>
    internal static IReadOnlyList<KeyValuePair<string, string>> Read(IDictionary? table)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (DictionaryEntry entry in table ?? new Hashtable())
        {
            string name = Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!;
            object? value = ParameterText.Unwrap(entry.Value);
            foreach (object? one in value is IEnumerable several and not string ? several : new[] { value })
                pairs.Add(new(name, Text(name, ParameterText.Unwrap(one))));
        }

        return pairs;
    }

    // Dates and truth values as APIs write them, whatever the user's language.
    private static string Text(string name, object? value) => value switch
    {
        null => throw new InputException(
            ErrorCode.InvalidInput, $"-Query: the value of '{name}' is null.", "Query", "Check the variable for a misspelt name, or leave the entry out."),
        bool truth => truth ? "true" : "false",
        SwitchParameter truth => truth ? "true" : "false",
        DateTime date => date.ToString("o", CultureInfo.InvariantCulture),
        DateTimeOffset date => date.ToString("o", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
    };
}

/// <summary>The HTTP method of a request.</summary>
public enum RestMethod
{
    /// <summary>Reads; changes nothing.</summary>
    Get,

    /// <summary>Creates a record, or does what the path says.</summary>
    Post,

    /// <summary>Changes parts of a record.</summary>
    Patch,

    /// <summary>Sets a record.</summary>
    Put,

    /// <summary>Removes a record.</summary>
    Delete,
}
