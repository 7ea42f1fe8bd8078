namespace FastTrackFpx.Incentives;

/// <summary>Which incentive statements are wanted.</summary>
internal sealed class IncentiveQuery
{
    /// <summary>Ids of payment periods; none means the last three.</summary>
    public IReadOnlyList<string> PaymentPeriodIds { get; set; } = [];

    /// <summary>Tenants; none means all.</summary>
    public IReadOnlyList<Guid> TenantIds { get; set; } = [];

    /// <summary>Ids of programs; none means all.</summary>
    public IReadOnlyList<string> ProgramIds { get; set; } = [];
}
