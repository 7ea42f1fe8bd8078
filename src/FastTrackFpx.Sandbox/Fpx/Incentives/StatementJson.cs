using System.Text.Json;
using FastTrackFpx.Sandbox.MadeUp;

namespace FastTrackFpx.Sandbox.Fpx.Incentives;

/// <summary>Writes statements and what they refer to. Money is decimal, with its cents.</summary>
internal static class StatementJson
{
    public static void WriteProgram(Utf8JsonWriter json, IncentiveProgram program)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, program.Id);
        json.WriteString("name"u8, program.Name);
        json.WriteEndObject();
    }

    public static void WriteWorkload(Utf8JsonWriter json, PaidWorkload workload)
    {
        json.WriteStartObject();
        json.WriteNumber("workloadId"u8, workload.Id);
        json.WriteString("name"u8, workload.Name);
        json.WritePropertyName("program"u8);
        WriteProgram(json, workload.Program);
        json.WriteEndObject();
    }

    public static void WritePeriod(Utf8JsonWriter json, YearPeriod period)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, period.Id);
        json.WriteNumber("yearPeriod"u8, period.Number);
        json.WriteString("yearPeriodRange"u8, period.Range);
        json.WriteEndObject();
    }

    public static void WriteStatement(
        Utf8JsonWriter json, Membership membership, YearPeriod period, IReadOnlyList<Transaction> transactions)
    {
        json.WriteStartObject();
        json.WriteString("programMembershipId"u8, StableId.Of("Membership", membership.MpnId));
        json.WriteString("partnerName"u8, membership.PartnerName);
        json.WritePropertyName("yearPeriod"u8);
        WritePeriod(json, period);
        json.WriteStartArray("transactions"u8);
        foreach (Transaction transaction in transactions) WriteTransaction(json, transaction);
        json.WriteEndArray();
        json.WriteNumber("totalPaidUSD"u8, transactions.Sum(transaction => transaction.PaymentUsd));
        json.WriteNumber("totalPaidLocal"u8, transactions.Sum(transaction => transaction.PaymentLocal));
        json.WriteEndObject();
    }

    private static void WriteTransaction(Utf8JsonWriter json, Transaction transaction)
    {
        json.WriteStartObject();
        json.WriteString("mpnId"u8, transaction.Membership.MpnId);
        json.WriteString("recordId"u8, transaction.RecordId);
        json.WriteString("transactionId"u8, transaction.TransactionId);
        json.WriteString("tenantId"u8, transaction.Tenant.TenantId);
        json.WriteString("tenantName"u8, transaction.Tenant.Name);
        json.WritePropertyName("program"u8);
        WriteProgram(json, transaction.Workload.Program);
        json.WritePropertyName("workload"u8);
        WriteWorkload(json, transaction.Workload);
        json.WriteString("milestone"u8, transaction.Milestone);
        json.WriteString("milestoneDate"u8, transaction.MilestoneDate);
        WriteNumber(json, "atClaimUsage", transaction.AtClaimUsage);
        WriteNumber(json, "milestoneUsage", transaction.MilestoneUsage);
        WriteNumber(json, "payableGrowth", transaction.PayableGrowth);
        WriteNumber(json, "previousPaymentUSD", transaction.PreviousPaymentUsd);
        WriteNumber(json, "rateUSD", transaction.RateUsd);
        WriteNumber(json, "paymentUSD", transaction.PaymentUsd);
        WriteNumber(json, "paymentLocal", transaction.PaymentLocal);
        json.WriteString("localCurrency"u8, transaction.Membership.Currency);
        json.WriteString("localCurrencySymbol"u8, transaction.Membership.Symbol);
        json.WriteString("disputeCaseNumber"u8, transaction.DisputeCaseNumber);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, decimal? value)
    {
        if (value is { } known) json.WriteNumber(name, known);
        else json.WriteNull(name);
    }
}
