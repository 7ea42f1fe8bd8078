namespace FastTrackFpx.Requests;

/// <summary>Sends any request of the API, with the connection's certificate, limit, retries and redaction.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "FpxRequest", SupportsShouldProcess = true)]
[OutputType(typeof(PSObject), typeof(string))]
public sealed class InvokeFpxRequestCommand : InvokeRequestCmdlet<FpxConnection>
{
    /// <summary>Another API version than that of the connection.</summary>
    [Parameter]
    [ValidateSet("v1", "v1.1", "v1.2")]
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

    private protected override Task RunAsync(CmdletRun run) => Paginate ? PageThrough.WriteAsync(run, query => ReadAsync(run, query)) : base.RunAsync(run);

    private protected override RestRequest Compose(IEnumerable<KeyValuePair<string, string>> furtherQuery, string? body) => RequestsEndpoint.Compose(
        new RawRequest { Method = MethodName, Path = Path, Query = [.. QueryPairs, .. furtherQuery], Body = body, ApiVersion = ApiVersion }, Chosen.ApiVersion!);
}
