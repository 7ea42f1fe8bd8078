namespace FastTrackFpx.Requests;

/// <summary>Sends any request of the API, with the connection's certificate, limit, retries and redaction.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "FpxRequest", SupportsShouldProcess = true), OutputType(typeof(PSObject), typeof(string))]
public sealed class InvokeFpxRequestCommand : InvokeRequestCmdlet<FpxConnection>
{
    private static readonly string[] MoreNames = ["hasMore", "moreRecords"];

    /// <summary>Another API version than that of the connection.</summary>
    [Parameter, ValidateSet("v1", "v1.1", "v1.2")]
    public string? ApiVersion { get; set; }

    /// <summary>Reads all pages of a list and returns its records one by one. Only with Get.</summary>
    [Parameter]
    public SwitchParameter Paginate { get; set; }

    private protected override void Check()
    {
        base.Check();
        if (Method != RestMethod.Get && Paginate) throw Contradiction($"-Paginate reads a list; {Method} does not.", nameof(Paginate));
        if (Raw && Paginate) throw Contradiction("-Raw returns one body as text; -Paginate reads the records of several.", nameof(Paginate));
    }

    private protected override Task RunAsync(CmdletRun run) => Paginate ? WritePagesAsync(run) : base.RunAsync(run);

    private protected override RequestPath ParsePath() => RawPath.Parse(Path, ApiVersion ?? Chosen.ApiVersion!);

    private async Task WritePagesAsync(CmdletRun run)
    {
        string? before = null;
        for (int page = 1; ; page++)
        {
            RawResponse response = await ReadAsync(run, page == 1 ? [] : [new("page", Identifier.Of(page))]).ConfigureAwait(false);
            // A service that ignores page numbers returns the same page for ever.
            if (response.Text == before) return;
            before = response.Text;

            IReadOnlyList<object?> records = Records(response.Value);
            await run.WriteAllAsync(records.Select(PlainObject.ToPowerShell).OfType<object>()).ConfigureAwait(false);
            if (records.Count == 0 || !HasMore(response.Value)) return;
        }
    }

    // A page is an object with one array in it, whatever its name; anything else is one page by itself.
    private static IReadOnlyList<object?> Records(object? body) => body switch
    {
        List<object?> items => items,
        List<KeyValuePair<string, object?>> members when members.Count(member => member.Value is List<object?>) == 1 =>
            members.Select(member => member.Value).OfType<List<object?>>().Single(),
        null => [],
        _ => [body],
    };

    private static bool HasMore(object? body) => body is List<KeyValuePair<string, object?>> members
        && members.Any(member => MoreNames.Contains(member.Key, StringComparer.OrdinalIgnoreCase) && member.Value is true);
}
