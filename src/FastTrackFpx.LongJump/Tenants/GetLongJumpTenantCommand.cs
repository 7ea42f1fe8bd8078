namespace FastTrackFpx.LongJump.Tenants;

/// <summary>Gets tenants: those with the given ids (<c>GET tenant/{id}</c>), or all that a search finds (<c>GET tenant</c>).</summary>
[Cmdlet(VerbsCommon.Get, "LongJumpTenant", DefaultParameterSetName = ByList, SupportsPaging = true), OutputType(typeof(LongJumpTenant))]
public sealed class GetLongJumpTenantCommand : ConnectedCmdlet<LongJumpConnection>
{
    private const string ByList = "List";
    private const string ById = "Id";

    /// <summary>Ids of tenants, or objects with a TenantId property.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ById)]
    [WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string[] TenantId { get; set; } = [];

    /// <summary>Only tenants of companies with this name. Wildcards are allowed.</summary>
    [Parameter(Position = 0, ParameterSetName = ByList), SupportsWildcards, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? Company { get; set; }

    /// <summary>A filter in the language of the platform, such as <c>country contains 'Germany'</c>. It is sent as it is.</summary>
    [Parameter(ParameterSetName = ByList), WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? Filter { get; set; }

    /// <summary>Reads these fields only, and TenantId. Properties of fields that are not read are null.</summary>
    [Parameter(ParameterSetName = ByList), WellFormedText, ArgumentCompleter(typeof(TenantFieldCompleter))]
    public string[]? Field { get; set; }

    /// <summary>Up to two fields to sort by. Without it the order is that of the service.</summary>
    [Parameter(ParameterSetName = ByList), ValidateCount(1, 2), WellFormedText, ArgumentCompleter(typeof(TenantFieldCompleter))]
    public string[]? SortBy { get; set; }

    /// <summary>Sorts in descending order. Requires <c>-SortBy</c>.</summary>
    [Parameter(ParameterSetName = ByList)]
    public SwitchParameter Descending { get; set; }

    private protected override void Check()
    {
        if (Company is not null && Filter is not null)
        {
            throw new InputException(
                ErrorCode.InvalidInput, "-Company cannot be used together with -Filter.", nameof(Filter),
                "Write the company into the filter: company contains 'name'.");
        }

        if (Descending && SortBy is null)
            throw new InputException(ErrorCode.InvalidInput, "-Descending requires -SortBy.", nameof(Descending), "Add -SortBy with the field to sort by.");
    }

    private protected override async Task RunAsync(CmdletRun run)
    {
        var tenants = new TenantsEndpoint(Chosen.RestFor(run));
        if (ParameterSetName == ById || IsId(Company))
        {
            await run.ForEachAsync(ParameterSetName == ById ? TenantId : [Company!], async id =>
            {
                if (!run.IsFull) await run.WriteAsync(await tenants.GetAsync(id.Trim(), run.Stopping).ConfigureAwait(false)).ConfigureAwait(false);
            }).ConfigureAwait(false);
            return;
        }

        KeyValuePair<string, string>[] query = [.. Query()];
        if (Company is null)
        {
            await run.WriteListAsync(tenants.List(query)).ConfigureAwait(false);
            return;
        }

        var pattern = new NamePattern(Company);
        bool isFound = false;
        await run.WriteListAsync(tenants.List(query), tenant =>
        {
            bool isMatch = pattern.IsMatch(tenant.Company);
            isFound |= isMatch;
            return isMatch;
        }).ConfigureAwait(false);
        if (!isFound && !pattern.HasWildcards)
        {
            throw new InputException(
                ErrorCode.UnknownName, $"No tenant has the company '{Company}'.", nameof(Company),
                "Use wildcards, such as -Company '*part*', or the tenant's id.");
        }
    }

    // The first argument is a company; digits alone are an id.
    private static bool IsId(string? text) => text?.Trim() is { Length: > 0 } id && id.All(sign => sign is >= '0' and <= '9');

    private IEnumerable<KeyValuePair<string, string>> Query()
    {
        if (Filter is not null) yield return new("filter", Filter);
        foreach (KeyValuePair<string, string> part in Company is null ? [] : TenantsEndpoint.Contains("company", Company)) yield return part;
        if (Field is not null)
        {
            IEnumerable<string> names = Field.Select(name => TenantField.Require(name, nameof(Field)).Name).Prepend("id");
            // The company is filtered here as well.
            yield return new("fieldList", string.Join(",", (Company is null ? names : names.Append("company")).Distinct(StringComparer.OrdinalIgnoreCase)));
        }

        for (int i = 0; i < SortBy?.Length; i++)
        {
            string number = i == 0 ? string.Empty : "2";
            yield return new("sortBy" + number, TenantField.Require(SortBy[i], nameof(SortBy)).Name);
            yield return new("sortOrder" + number, Descending ? "desc" : "asc");
        }
    }
}
