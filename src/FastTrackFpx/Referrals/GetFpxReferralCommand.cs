namespace FastTrackFpx.Referrals;

/// <summary>Gets the customers that Microsoft offers to this partner: <c>GET partnerReferrals</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxReferral", DefaultParameterSetName = List, SupportsPaging = true), OutputType(typeof(FpxReferral))]
public sealed class GetFpxReferralCommand : ConnectedCmdlet
{
    private const string List = "List";
    private const string ById = "Id";

    /// <summary>The whole-number ids of referrals. The API cannot read a single referral, so the list is read until all are found.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ById)]
    [Alias("RfaId"), WholeNumber, ArgumentCompleter(typeof(NoValueCompleter))]
    public WholeNumber[] ReferralId { get; set; } = [];

    /// <summary>Text that the service searches for in referrals.</summary>
    [Parameter(ParameterSetName = List), Alias("Search"), WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? SearchTerm { get; set; }

    /// <summary>The ids of the referral sources.</summary>
    [Parameter(ParameterSetName = List), Alias("SourceId", "PartnerReferralSourceId"), WholeNumber, ArgumentCompleter(typeof(NoValueCompleter))]
    public WholeNumber[] Source { get; set; } = [];

    /// <summary>Includes declined referrals.</summary>
    [Parameter, Alias("ShowDeclined")]
    public SwitchParameter IncludeDeclined { get; set; }

    /// <summary>The column by which the service sorts.</summary>
    [Parameter(ParameterSetName = List), Alias("SortBy"), WellFormedText, ArgumentCompleter(typeof(ReferralColumnCompleter))]
    public string? SortColumn { get; set; }

    /// <summary>The direction in which the service sorts.</summary>
    [Parameter(ParameterSetName = List)]
    public FpxSortDirection? SortDirection { get; set; }

    private protected override Task RunAsync(CmdletRun run, FpxClient client)
    {
        bool? ascending = SortDirection is { } direction ? direction == FpxSortDirection.Ascending : null;
        var query = new ReferralQuery(SearchTerm, IncludeDeclined, [.. Source.Select(source => source.Value)], SortColumn, ascending);
        return ParameterSetName == ById
            ? FindAsync(run, new ReferralsEndpoint(client).List(query))
            : run.WriteListAsync(new ReferralsEndpoint(client).List(query));
    }

    private async Task FindAsync(CmdletRun run, PagedSequence<FpxReferral> referrals)
    {
        var open = new HashSet<long>(ReferralId.Select(id => id.Value));
        await foreach (FpxReferral referral in referrals.WithCancellation(run.Stopping).ConfigureAwait(false))
        {
            if (open.Remove(referral.ReferralId)) await run.WriteAsync(referral).ConfigureAwait(false);
            if (open.Count == 0) break;
        }

        foreach (long id in open) ReportMissing(run, id);
    }

    private void ReportMissing(CmdletRun run, long id) => run.Fail(
        new RestException(
            ErrorCode.NotFound,
            $"There is no referral {id} for this partner{(IncludeDeclined ? string.Empty : ", declined ones left aside")}.",
            IncludeDeclined ? "Check the number. Run Get-FpxReferral to list the referrals." : "Check the number, or use -IncludeDeclined."),
        id);
}

/// <summary>Offers the columns that referrals can be sorted by: their fields, as the service spells them.</summary>
public sealed class ReferralColumnCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Value, string ToolTip)> Values =>
    [
        ("created", "When the referral was created"),
        ("id", "ReferralId"),
        ("partnerReferralNumber", "PartnerReferralNumber"),
        ("tenantName", "The customer's name"),
        ("tenantDomain", "The customer's domain"),
        ("claimed", "When the referral was claimed"),
        ("acceptance", "Accepted, declined or pending"),
        ("referralStatus", "The state of the work"),
    ];
}
