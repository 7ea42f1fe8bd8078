using FastTrackFpx.Lookups;
using FastTrackFpx.Rest.Content;

namespace FastTrackFpx.Incentives;

/// <summary>Incentive statements as the service writes them.</summary>
internal static class StatementReader
{
    internal static FpxIncentiveStatement Read(JsonRecord statement) => new()
    {
        ProgramMembershipId = statement.Id("programMembershipId"),
        PartnerName = statement.Text("partnerName"),
        YearPeriod = statement.Object("yearPeriod", LookupReader.IncentivePeriod),
        Transactions = statement.List("transactions", ReadTransaction),
        TotalPaidUSD = statement.Decimal("totalPaidUSD"),
        TotalPaidLocal = statement.Decimal("totalPaidLocal"),
    };

    private static FpxIncentiveTransaction ReadTransaction(JsonRecord transaction) => new()
    {
        MpnId = transaction.Text("mpnId"),
        RecordId = transaction.Id("recordId"),
        TransactionId = transaction.Text("transactionId"),
        TenantId = transaction.Guid("tenantId"),
        TenantName = transaction.Text("tenantName"),
        Program = transaction.Lookup("program"),
        Workload = transaction.Object("workload", LookupReader.IncentiveWorkload),
        Milestone = Field(transaction, "milestone").Text("milestone"),
        MilestoneDate = Field(transaction, "milestoneDate").Date("milestoneDate"),
        AtClaimUsage = Field(transaction, "atClaimUsage").Decimal("atClaimUsage"),
        MilestoneUsage = Field(transaction, "milestoneUsage").Decimal("milestoneUsage"),
        PayableGrowth = Field(transaction, "payableGrowth").Decimal("payableGrowth"),
        PreviousPaymentUSD = Field(transaction, "previousPaymentUSD").Decimal("previousPaymentUSD"),
        RateUSD = Field(transaction, "rateUSD").Decimal("rateUSD"),
        PaymentUSD = Field(transaction, "paymentUSD").Decimal("paymentUSD"),
        PaymentLocal = Field(transaction, "paymentLocal").Decimal("paymentLocal"),
        LocalCurrency = Field(transaction, "localCurrency").Text("localCurrency"),
        LocalCurrencySymbol = Field(transaction, "localCurrencySymbol").Text("localCurrencySymbol"),
        DisputeCaseNumber = Field(transaction, "disputeCaseNumber").Text("disputeCaseNumber"),
    };

    /// <summary>The reference draws these fields inside the workload, which its indentation may not mean: they are taken from where they are.</summary>
    private static JsonRecord Field(JsonRecord transaction, string name) =>
        transaction[name].HasValue || !transaction["workload"].IsObject ? transaction : transaction["workload"];
}
