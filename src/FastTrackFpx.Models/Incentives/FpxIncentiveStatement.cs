namespace FastTrackFpx;

/// <summary>What was paid to a partner in a period. From <c>GET incentives/Statements</c>.</summary>
[TypeConverter(typeof(FpxRecordConverter))]
public class FpxIncentiveStatement
{
    /// <summary>The partner's membership in the program.</summary>
    public string? ProgramMembershipId { get; set; }
    /// <summary>The partner's name.</summary>
    public string? PartnerName { get; set; }
    /// <summary>The payment period.</summary>
    public FpxIncentivePeriod? YearPeriod { get; set; }
    /// <summary>The payments the statement is made of.</summary>
    public FpxList<FpxIncentiveTransaction>? Transactions { get; set; }
    /// <summary>The sum paid, in US dollars.</summary>
    public decimal? TotalPaidUSD { get; set; }
    /// <summary>The sum paid, in the partner's currency.</summary>
    public decimal? TotalPaidLocal { get; set; }

    /// <summary>Partner and period.</summary>
    public override string ToString() => $"{PartnerName} {YearPeriod}".Trim();
}

/// <summary>One payment of a statement.</summary>
[TypeConverter(typeof(FpxRecordConverter))]
public class FpxIncentiveTransaction
{
    /// <summary>The partner's name, copied from the statement where transactions were asked for one by one.</summary>
    public string? PartnerName { get; set; }
    /// <summary>The partner's membership, copied from the statement where transactions were asked for one by one.</summary>
    public string? ProgramMembershipId { get; set; }
    /// <summary>The payment period, copied from the statement where transactions were asked for one by one.</summary>
    public FpxIncentivePeriod? YearPeriod { get; set; }
    /// <summary>The partner location's Microsoft partner id.</summary>
    public string? MpnId { get; set; }
    /// <summary>The record's id.</summary>
    public string? RecordId { get; set; }
    /// <summary>The payment's own number.</summary>
    public string? TransactionId { get; set; }
    /// <summary>The customer's tenant.</summary>
    public Guid? TenantId { get; set; }
    /// <summary>The customer's name.</summary>
    public string? TenantName { get; set; }
    /// <summary>The program that pays.</summary>
    public FpxLookup? Program { get; set; }
    /// <summary>The workload that is paid for.</summary>
    public FpxIncentiveWorkload? Workload { get; set; }
    /// <summary>The milestone that was reached.</summary>
    public string? Milestone { get; set; }
    /// <summary>When the milestone was reached.</summary>
    public DateTimeOffset? MilestoneDate { get; set; }
    /// <summary>Usage when the workload was claimed.</summary>
    public decimal? AtClaimUsage { get; set; }
    /// <summary>Usage at the milestone.</summary>
    public decimal? MilestoneUsage { get; set; }
    /// <summary>The growth that is paid for.</summary>
    public decimal? PayableGrowth { get; set; }
    /// <summary>What was paid before, in US dollars.</summary>
    public decimal? PreviousPaymentUSD { get; set; }
    /// <summary>The rate, in US dollars.</summary>
    public decimal? RateUSD { get; set; }
    /// <summary>The payment, in US dollars.</summary>
    public decimal? PaymentUSD { get; set; }
    /// <summary>The payment, in the partner's currency.</summary>
    public decimal? PaymentLocal { get; set; }
    /// <summary>The partner's currency as a code.</summary>
    public string? LocalCurrency { get; set; }
    /// <summary>The partner's currency as a sign.</summary>
    public string? LocalCurrencySymbol { get; set; }
    /// <summary>The number of a dispute, if there is one.</summary>
    public string? DisputeCaseNumber { get; set; }

    /// <summary>Number and payment.</summary>
    public override string ToString() => $"{TransactionId ?? RecordId}: {PaymentUSD} USD";
}
