using System.Collections;
using System.Globalization;
using FastTrackFpx.Changes;
using FastTrackFpx.Connection;

namespace FastTrackFpx.Requests;

/// <summary>
/// Makes any call of the API, with the connection's certificate, limit, repetition and masking. Answers come as objects: whole numbers stay whole,
/// decimals stay decimal. Everything but GET asks for confirmation like any other change.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "FpxRequest", SupportsShouldProcess = true)]
[OutputType(typeof(PSObject), typeof(string))]
public sealed class InvokeFpxRequestCommand : WritingCmdlet
{
    /// <summary>The path below <c>/ftop/{version}/api</c>, for example <c>timeZones</c> or <c>partnerTenants</c>.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [WellFormedText]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public string Path { get; set; } = null!;

    /// <summary>The HTTP method. The default is Get.</summary>
    [Parameter]
    public FpxMethod Method { get; set; }

    /// <summary>The query parameters as a table. A value that is a list is sent as several query parameters of the same name.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public IDictionary? Query { get; set; }

    /// <summary>The body: JSON text, or a table or object to send as JSON.</summary>
    [Parameter]
    [ValidateNotNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public object? Body { get; set; }

    /// <summary>Another API version than that of the connection.</summary>
    [Parameter]
    [ValidateSet("v1", "v1.1", "v1.2")]
    public string? ApiVersion { get; set; }

    /// <summary>Reads all pages of a list and returns its records one by one. Only with Get.</summary>
    [Parameter]
    public SwitchParameter Paginate { get; set; }

    /// <summary>Returns the body as text, without reading it as JSON.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    private protected override object? PipelineInput => PersonalData.RedactPath(Path);

    private protected override bool IsWrite => Method != FpxMethod.Get;

    private protected override void CheckParameters()
    {
        if (Method == FpxMethod.Get && Body is not null) throw Refused("-Body cannot be used with -Method Get.", nameof(Body));
        if (Method != FpxMethod.Get && Paginate) throw Refused($"-Paginate reads a list; {Method} does not.", nameof(Paginate));
        string? empty = (Query ?? new Hashtable()).Cast<DictionaryEntry>().Where(entry => Values(entry).Any(value => value is null)).Select(entry => $"{entry.Key}").FirstOrDefault();
        if (empty is not null)
            throw new InputException(FpxErrorCode.InvalidInput, $"-Query: the value of '{empty}' is null.", nameof(Query), "Check the variable for a misspelt name, or leave the entry out.");
        if (Raw && Paginate) throw Refused("-Raw returns one body as text; -Paginate reads the records of several.", nameof(Paginate));
    }

    private protected override async Task WriteAsync(CmdletRun run, FpxClient client, FpxWrites writes)
    {
        if (Paginate)
        {
            await PageThrough.WriteAsync(run, client, Request).ConfigureAwait(false);
            return;
        }

        RawRequest request = Request(Array.Empty<KeyValuePair<string, string>>());
        RawResponse response;
        if (Method == FpxMethod.Get) response = await client.SendAsync(request, run.Stopping).ConfigureAwait(false);
        else if (await ChangeAsync(run, writes, writes.Requests.Plan(request)).ConfigureAwait(false) is { } result) response = result.Value;
        else return;
        await OutputAsync(run, response).ConfigureAwait(false);
    }

    private string MethodName => Method.ToString().ToUpperInvariant();

    private async Task OutputAsync(CmdletRun run, RawResponse response)
    {
        if (Raw)
        {
            if (response.Text.Length > 0) await run.WriteAsync(response.Text).ConfigureAwait(false);
            return;
        }

        foreach (object? item in response.Value as List<object?> ?? new List<object?> { response.Value })
        {
            if (PlainObject.ToPowerShell(item) is { } record) await run.WriteAsync(record).ConfigureAwait(false);
        }
    }

    private RawRequest Request(IEnumerable<KeyValuePair<string, string>> furtherQuery) => new()
    {
        Method = MethodName,
        Path = Path,
        Query = QueryPairs().Concat(furtherQuery).ToList(),
        Body = Body is null ? null : BodyText(),
        ApiVersion = ApiVersion,
    };

    private string BodyText()
    {
        object bare = Body is PSObject wrapped ? wrapped.BaseObject : Body!;
        return bare as string ?? PlainJson.Write(PlainObject.FromPowerShell(Body));
    }

    private IEnumerable<KeyValuePair<string, string>> QueryPairs()
    {
        foreach (DictionaryEntry entry in Query ?? new Hashtable())
        {
            foreach (object? one in Values(entry))
                yield return new KeyValuePair<string, string>(Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!, QueryText(one));
        }
    }

    private static IEnumerable<object?> Values(DictionaryEntry entry)
    {
        object? value = entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value;
        return value is IEnumerable several and not string ? several.Cast<object?>() : [value];
    }

    // Dates and truth values as the API writes them, whatever the user's language.
    private static string QueryText(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        bool truth => truth ? "true" : "false",
        SwitchParameter truth => truth ? "true" : "false",
        DateTime date => date.ToString("o", CultureInfo.InvariantCulture),
        DateTimeOffset date => date.ToString("o", CultureInfo.InvariantCulture),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? string.Empty,
    };

    private static InputException Refused(string message, string parameter) =>
        new(FpxErrorCode.InvalidInput, message, parameter, "Leave one of them out.");
}
