namespace FastTrackFpx.CloudCockpit.Resellers;

/// <summary>Gets the resellers of the portal: all of them, or those that a search or a provider finds (<c>GET /v1/Resellers</c>).</summary>
[Cmdlet(VerbsCommon.Get, "CloudCockpitReseller", SupportsPaging = true), OutputType(typeof(CloudCockpitReseller))]
public sealed class GetCloudCockpitResellerCommand : ConnectedCmdlet<CloudCockpitConnection>
{
    private bool _isOrderChecked;

    /// <summary>A part of the value to search for, at most 255 characters. The service ignores case.</summary>
    [Parameter(Position = 0), ValidateLength(1, 255), WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? Search { get; set; }

    /// <summary>What to search: CompanyName (the default), InternalIdentifier, or MpnId, which is a primary or secondary MPN id.</summary>
    [Parameter, ValidateSet("CompanyName", "InternalIdentifier", "MpnId")]
    public string? SearchField { get; set; }

    /// <summary>Only resellers at this provider instance.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), ArgumentCompleter(typeof(NoValueCompleter))]
    public Guid? ProviderInstanceId { get; set; }

    /// <summary>Only resellers of this customer. Requires <c>-ProviderInstanceId</c>.</summary>
    [Parameter, ArgumentCompleter(typeof(NoValueCompleter))]
    public Guid? CustomerId { get; set; }

    /// <summary>Sorts by CompanyName, the one field that the service sorts by. Without it the order is that of the service.</summary>
    [Parameter, ValidateSet("CompanyName")]
    public string? SortBy { get; set; }

    /// <summary>Sorts by company name, from Z to A. <c>-Descending:$false</c> requests the order from A to Z.</summary>
    [Parameter]
    public SwitchParameter Descending { get; set; }

    private protected override void Check()
    {
        if (SearchField is not null && Search is null) throw Incomplete(nameof(SearchField), nameof(Search));
        if (CustomerId is not null && ProviderInstanceId is null && !MyInvocation.ExpectingInput)
            throw Incomplete(nameof(CustomerId), nameof(ProviderInstanceId));
    }

    private protected override string? ParameterFor(string field) => field.ToUpperInvariant() switch
    {
        "SEARCHVALUE" => nameof(Search),
        "SORTPROPERTYNAME" => nameof(SortBy),
        "ASCENDING" => nameof(Descending),
        _ => base.ParameterFor(field),
    };

    private protected override Task RunAsync(CmdletRun run)
    {
        var resellers = new ResellersEndpoint(Chosen.RestFor(run));
        KeyValuePair<string, string>[] filters = [.. Filters()];
        return run.WriteListAsync(resellers.List(filters, page => WarnIfUnsorted(run, page)));
    }

    private IEnumerable<KeyValuePair<string, string>> Filters()
    {
        if (Search is not null) yield return new("searchValue", Search);
        if (SearchField is not null) yield return new("searchField", SearchField == "CompanyName" ? "Company.Name" : SearchField);
        if (ProviderInstanceId is { } provider) yield return new("providerInstanceId", provider.ToString("D"));
        if (CustomerId is { } customer) yield return new("customerId", customer.ToString("D"));
        bool isDirected = MyInvocation.BoundParameters.ContainsKey(nameof(Descending));
        if (SortBy is not null || isDirected) yield return new("sortPropertyName", "Company.Name");
        // No document names this flag, so it is sent only if the user asks for a direction.
        if (isDirected) yield return new("ascending", Descending ? "false" : "true");
    }

    // A service that knows the flag under another name ignores it.
    private void WarnIfUnsorted(CmdletRun run, IReadOnlyList<CloudCockpitReseller> items)
    {
        if (!Descending || _isOrderChecked || items.Count < 2) return;
        _isOrderChecked = true;
        if (string.Compare(items[0].CompanyName, items[items.Count - 1].CompanyName, StringComparison.InvariantCultureIgnoreCase) < 0)
            run.Warning("The service ignored -Descending: the resellers are not in descending order. Use Sort-Object -Property CompanyName -Descending.");
    }

    private static InputException Incomplete(string parameter, string missing) =>
        new(ErrorCode.InvalidInput, $"-{parameter} requires -{missing}.", parameter, $"Add -{missing}.");
}
