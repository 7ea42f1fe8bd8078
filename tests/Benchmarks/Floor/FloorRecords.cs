using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FastTrackFpx.Benchmarks.Floor;

internal sealed record Reference([property: JsonConverter(typeof(IdText))] string? Id, string? Name);

internal sealed record PageOf<T>(long Count, bool HasMore, List<T> Items);

internal sealed record GroupOf<T>(Guid? TenantId, string? TenantName, long? Count, bool HasMore, List<T> Items);

internal sealed record Tenant(Guid TenantId, long? Tpid, string? Name, List<Reference>? ClaimedWorkloads);

internal sealed record Entitlement(
    Guid ServiceIntentId, Guid? TenantId, Reference? L1, Reference? L2, Reference? L3, long EntitlementCount, DateTimeOffset? TargetDate, string? Owner,
    DateTimeOffset? NextActionDate, string? Notes);

internal sealed record MaxEntitlement(Guid Id, Guid? TenantId, [property: JsonConverter(typeof(IdText))] string? ServiceId, long MaxEntitlementSeatCount);

internal sealed record Contact(
    Guid ContactId, Guid TenantId, string? Name, string? Email, string? Phone, string? ManagerName, string? ManagerEmail, string? Title, bool? IsEngaged,
    bool? IsFastTrackContact, string? Evidence, bool? SurveyEligible, string? ApprovedSurvey, string? Note, DateTimeOffset? Created, string? CreatedBy,
    DateTimeOffset? Modified, string? ModifiedBy, Reference? TimeZone, Reference? CountryRegion, Reference? AdminType, Reference? SurveyLanguage,
    Reference? ContactType, List<Reference>? SkillTypes, List<Reference>? Services);

internal sealed record Period(
    [property: JsonConverter(typeof(IdText))] string? Id, [property: JsonConverter(typeof(IdText))] string? YearPeriod, string? YearPeriodRange);

internal sealed record Workload([property: JsonConverter(typeof(IdText))] string? WorkloadId, string? Name, Reference? Program);

internal sealed record Transaction(
    string? MpnId, Guid RecordId, string? TransactionId, Guid? TenantId, string? TenantName, Reference? Program, Workload? Workload, string? Milestone,
    DateTimeOffset? MilestoneDate, decimal? AtClaimUsage, decimal? MilestoneUsage, decimal? PayableGrowth, decimal? PreviousPaymentUSD, decimal? RateUSD,
    decimal? PaymentUSD, decimal? PaymentLocal, string? LocalCurrency, string? LocalCurrencySymbol, string? DisputeCaseNumber);

internal sealed record Statement(
    string? ProgramMembershipId, string? PartnerName, Period? YearPeriod, List<Transaction> Transactions, decimal? TotalPaidUSD,
    decimal? TotalPaidLocal);

/// <summary>Reading without reflection, the fastest that System.Text.Json offers.</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(PageOf<Tenant>))]
[JsonSerializable(typeof(List<GroupOf<Entitlement>>))]
[JsonSerializable(typeof(List<GroupOf<MaxEntitlement>>))]
[JsonSerializable(typeof(List<GroupOf<Contact>>))]
[JsonSerializable(typeof(Contact))]
[JsonSerializable(typeof(List<Statement>))]
internal sealed partial class FloorJson : JsonSerializerContext;

/// <summary>Ids come as numbers and as text.</summary>
internal sealed class IdText : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number ? Encoding.UTF8.GetString(reader.ValueSpan) : reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
