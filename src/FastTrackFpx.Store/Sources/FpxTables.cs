using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text.Json;
using FastTrackFpx.Rest.Data;
using static FastTrackFpx.Rest.Data.ColumnType;

namespace FastTrackFpx.Store.Sources;

/// <summary>The tables of FPX, and how records become rows.</summary>
internal static class FpxTables
{
    private const int MostWritten = 1000;

    private static readonly ConcurrentDictionary<NameList, string> Written = new();

    internal static readonly Table<FpxTenant> Tenants = new Table<FpxTenant>("tenant") { Indexes = ["name"] }
        .Key("tenant_id", Id, tenant => tenant.TenantId)
        .With("name", Text, tenant => tenant.Name)
        .With("match_name", Text, tenant => CustomerKey.NameOf(tenant.Name))
        .With("tpid", Integer, tenant => tenant.Tpid);

    internal static readonly Table<Part<FpxTenant, FpxLookup>> TenantWorkloads = new Table<Part<FpxTenant, FpxLookup>>("tenant_workload")
        .Key("tenant_id", Id, part => part.Of.TenantId)
        .Key("workload_id", Text, part => IdOf(part.Item))
        .With("workload_name", Text, part => part.Item.Name);

    internal static readonly Table<FpxMaxEntitlement> MaxEntitlements = new Table<FpxMaxEntitlement>("max_entitlement")
        .Key("tenant_id", Id, record => record.TenantId)
        .Key("service_id", Text, record => record.ServiceId ?? string.Empty)
        .With("service_name", Text, record => record.ServiceName)
        .With("seats", Integer, record => record.MaxEntitlementSeatCount);

    internal static readonly Table<FpxEntitlement> Entitlements = new Table<FpxEntitlement>("entitlement")
        .Key("tenant_id", Id, record => record.TenantId)
        .Key("entitlement_id", Text, EntitlementId)
        .With("service_id", Text, record => record.ServiceId)
        .With("service_name", Text, record => record.ServiceName)
        .With("l1", record => record.L1)
        .With("l2", record => record.L2)
        .With("l3", record => record.L3)
        .With("seats", Integer, record => record.EntitlementCount)
        .With("target_date", Time, record => record.TargetDate)
        .With("next_action_date", Time, record => record.NextActionDate)
        .With("owner", Text, record => record.Owner)
        .With("notes", Text, record => record.Notes);

    internal static readonly Table<FpxContact> Contacts = WithContact(new Table<FpxContact>("contact") { Indexes = ["email"] }
        .Key("tenant_id", Id, contact => contact.TenantId)
        .Key("contact_id", Id, contact => contact.ContactId));

    internal static readonly Table<Numbered<FpxNote>> Notes = WithNote(new Table<Numbered<FpxNote>>("note") { Indexes = ["created"] }
        .Key("tenant_id", Id, note => note.Record.TenantId)
        .Key("note_id", Text, note => note.Id));

    /// <summary>Contacts of tenants that are not claimed. They are read by referral, so they do not go when a tenant is no longer claimed.</summary>
    internal static readonly Table<FpxContact> ReferralContacts = WithContact(new Table<FpxContact>("referral_contact") { Indexes = ["email"] }
        .Key("referral_id", Integer, contact => contact.ReferralId ?? 0)
        .Key("contact_id", Id, contact => contact.ContactId)
        .With("tenant_id", Id, contact => contact.TenantId));

    internal static readonly Table<Numbered<FpxNote>> ReferralNotes = WithNote(new Table<Numbered<FpxNote>>("referral_note")
        .Key("referral_id", Integer, note => note.Record.ReferralId ?? 0)
        .Key("note_id", Text, note => note.Id)
        .With("tenant_id", Id, note => note.Record.TenantId));

    internal static readonly Table<FpxTenantAssignment> Assignments = new Table<FpxTenantAssignment>("tenant_assignment")
        .Key("tenant_id", Id, record => record.TenantId)
        .Key("assignment", Text, record => record.Assignment ?? string.Empty)
        .Key("person_id", Text, record => record.Id ?? record.Email ?? record.Name ?? string.Empty)
        .With("name", Text, record => record.Name)
        .With("email", Text, record => record.Email)
        .With("is_primary", Flag, record => record.IsPrimary)
        .With("primary_services", Names, record => NamesOf(record.PrimaryServices))
        .With("additional_services", Names, record => NamesOf(record.AdditionalServices));

    internal static readonly Table<FpxReferral> Referrals = new Table<FpxReferral>("referral") { Indexes = ["acceptance_name"] }
        .Key("referral_id", Integer, referral => referral.ReferralId)
        .With("partner_referral_id", Id, referral => referral.PartnerReferralId)
        .With("partner_referral_number", Text, referral => referral.PartnerReferralNumber)
        .With("created", Time, referral => referral.Created)
        .With("tenant_id", Id, referral => referral.TenantId)
        .With("tenant_name", Text, referral => referral.TenantName)
        .With("tenant_domain", Text, referral => referral.TenantDomain)
        .With("claimed", Flag, referral => referral.Claimed)
        .With("acceptance", referral => referral.Acceptance)
        .With("decline_reason", referral => referral.DeclineReason)
        .With("referral_status", referral => referral.ReferralStatus)
        .With("value_added_services_sold", Flag, referral => referral.ValueAddedServicesSold)
        .With("services_estimated_value", referral => referral.ServicesEstimatedValue);

    internal static readonly Table<Part<FpxReferral, FpxReferralWorkload>> ReferralWorkloads = new Table<Part<FpxReferral, FpxReferralWorkload>>("referral_workload")
        .Key("referral_id", Integer, part => part.Of.ReferralId)
        .Key("workload_id", Text, part => IdOf(part.Item))
        .With("workload_name", Text, part => part.Item.Name)
        .With("claimed", Flag, part => part.Item.Claimed);

    internal static readonly Table<FpxIncentiveStatement> Statements = new Table<FpxIncentiveStatement>("incentive_statement")
        .Key("program_membership_id", Text, statement => statement.ProgramMembershipId ?? string.Empty)
        .Key("year_period", Integer, statement => statement.YearPeriod?.YearPeriod ?? 0)
        .With("period_id", Text, statement => statement.YearPeriod?.Id)
        .With("period_name", Text, statement => statement.YearPeriod?.YearPeriodRange)
        .With("partner_name", Text, statement => statement.PartnerName)
        .With("total_paid_usd", ColumnType.Decimal, statement => statement.TotalPaidUSD)
        .With("total_paid_local", ColumnType.Decimal, statement => statement.TotalPaidLocal);

    internal static readonly Table<Numbered<FpxIncentiveTransaction>> Transactions = new Table<Numbered<FpxIncentiveTransaction>>("incentive_transaction")
        .Key("program_membership_id", Text, payment => payment.Record.ProgramMembershipId ?? string.Empty)
        .Key("year_period", Integer, payment => payment.Record.YearPeriod?.YearPeriod ?? 0)
        .Key("record_id", Text, payment => payment.Id)
        .With("transaction_id", Text, payment => payment.Record.TransactionId)
        .With("mpn_id", Text, payment => payment.Record.MpnId)
        .With("tenant_id", Id, payment => payment.Record.TenantId)
        .With("tenant_name", Text, payment => payment.Record.TenantName)
        .With("program", payment => payment.Record.Program)
        .With("workload", payment => payment.Record.Workload)
        .With("milestone", Text, payment => payment.Record.Milestone)
        .With("milestone_date", Time, payment => payment.Record.MilestoneDate)
        .With("at_claim_usage", ColumnType.Decimal, payment => payment.Record.AtClaimUsage)
        .With("milestone_usage", ColumnType.Decimal, payment => payment.Record.MilestoneUsage)
        .With("payable_growth", ColumnType.Decimal, payment => payment.Record.PayableGrowth)
        .With("previous_payment_usd", ColumnType.Decimal, payment => payment.Record.PreviousPaymentUSD)
        .With("rate_usd", ColumnType.Decimal, payment => payment.Record.RateUSD)
        .With("payment_usd", ColumnType.Decimal, payment => payment.Record.PaymentUSD)
        .With("payment_local", ColumnType.Decimal, payment => payment.Record.PaymentLocal)
        .With("local_currency", Text, payment => payment.Record.LocalCurrency)
        .With("dispute_case_number", Text, payment => payment.Record.DisputeCaseNumber);

    internal static readonly Table<FpxWorkloadUsage> Usages = new Table<FpxWorkloadUsage>("workload_usage") { Indexes = ["domain_name"] }
        .Key("tenant_id", Id, usage => usage.TenantId)
        .Key("workload_id", Text, usage => usage.WorkloadId ?? string.Empty)
        .With("customer_name", Text, usage => usage.CustomerName)
        .With("domain_name", Text, usage => usage.DomainName)
        .With("claim", Text, usage => usage.Claim.ToString())
        .With("claim_id", Text, usage => usage.ClaimId)
        .With("mpn_id", Text, usage => usage.MpnId)
        .With("tags", Text, usage => usage.Tags)
        .With("date_associated", Time, usage => usage.DateAssociated)
        .With("date_last_updated", Time, usage => usage.DateLastUpdated)
        .With("usage_at_claim", Real, usage => usage.UsageAtClaim)
        .With("active_entitlements", Integer, usage => usage.ActiveEntitlements)
        .With("qualified_entitlements", Integer, usage => usage.QualifiedEntitlements)
        .With("usage", Real, usage => usage.Usage)
        .With("prior_hwm", Integer, usage => usage.PriorHwm)
        .With("hwm", Integer, usage => usage.Hwm)
        .With("month1_hwm", Integer, usage => usage.Month1Hwm)
        .With("comp_units", Integer, usage => usage.CompUnits)
        .With("potential_earnings", Integer, usage => usage.PotentialEarnings);

    internal static IReadOnlyList<Table> All { get; } =
        [Tenants, TenantWorkloads, MaxEntitlements, Entitlements, Contacts, Notes, ReferralContacts, ReferralNotes, Assignments, Referrals, ReferralWorkloads, Statements, Transactions, Usages];

    /// <summary>The id of a status record. The service gives each one an id; a record without one is known by its statuses.</summary>
    internal static string EntitlementId(FpxEntitlement record) => record.ServiceIntentId is { } id && id != Guid.Empty
        ? id.ToString()
        : string.Join('/', record.ServiceId, record.L1?.Id, record.L2?.Id, record.L3?.Id);

    /// <summary>Notes have no id: theirs is a hash of what they say, with a number for each further note that says the same.</summary>
    internal static IEnumerable<Numbered<FpxNote>> Identify(IEnumerable<FpxNote> notes, Dictionary<string, int> counts)
    {
        var hash = new XxHash128();
        foreach (FpxNote note in notes)
        {
            hash.Append(MemoryMarshal.AsBytes($"{note.NoteCategory?.Id}\n{note.Created?.UtcTicks}\n{note.Author}\n".AsSpan()));
            hash.Append(MemoryMarshal.AsBytes(note.Text.AsSpan()));
            yield return Numbered(note, Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant(), counts);
        }
    }

    /// <summary>Payments with a number for each further one of the same id.</summary>
    internal static IEnumerable<Numbered<FpxIncentiveTransaction>> Identify(IEnumerable<FpxIncentiveTransaction> payments)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (FpxIncentiveTransaction payment in payments) yield return Numbered(payment, payment.RecordId ?? payment.TransactionId ?? string.Empty, counts);
    }

    private static Numbered<T> Numbered<T>(T record, string id, Dictionary<string, int> counts)
    {
        int count = counts[id] = counts.GetValueOrDefault(id) + 1;
        return new Numbered<T>(record, count == 1 ? id : string.Create(CultureInfo.InvariantCulture, $"{id}-{count}"));
    }

    private static string IdOf(FpxLookup entry) => entry.Id ?? entry.Name ?? string.Empty;

    private static Table<FpxContact> WithContact(Table<FpxContact> table) => table
        .With("tenant_name", Text, contact => contact.TenantName)
        .With("name", Text, contact => contact.Name)
        .With("email", Text, contact => contact.Email)
        .With("phone", Text, contact => contact.Phone)
        .With("title", Text, contact => contact.Title)
        .With("manager_name", Text, contact => contact.ManagerName)
        .With("manager_email", Text, contact => contact.ManagerEmail)
        .With("is_engaged", Flag, contact => contact.IsEngaged)
        .With("is_fasttrack_contact", Flag, contact => contact.IsFastTrackContact)
        .With("evidence", Text, contact => contact.Evidence)
        .With("survey_eligible", Flag, contact => contact.SurveyEligible)
        .With("approved_survey", Text, contact => contact.ApprovedSurvey)
        .With("note", Text, contact => contact.Note)
        .With("contact_type", contact => contact.ContactType)
        .With("admin_type", contact => contact.AdminType)
        .With("country_region", contact => contact.CountryRegion)
        .With("time_zone", contact => contact.TimeZone)
        .With("survey_language", contact => contact.SurveyLanguage)
        .With("skill_types", Names, contact => NamesOf(contact.SkillTypes))
        .With("services", Names, contact => NamesOf(contact.Services))
        .With("created", Time, contact => contact.Created)
        .With("created_by", Text, contact => contact.CreatedBy)
        .With("modified", Time, contact => contact.Modified)
        .With("modified_by", Text, contact => contact.ModifiedBy);

    private static Table<Numbered<FpxNote>> WithNote(Table<Numbered<FpxNote>> table) => table
        .With("tenant_name", Text, note => note.Record.TenantName)
        .With("note_category", note => note.Record.NoteCategory)
        .With("author", Text, note => note.Record.Author)
        .With("created", Time, note => note.Record.Created)
        .With("text", Text, note => note.Record.Text);

    /// <summary>Adds the id and the name of a lookup entry.</summary>
    private static Table<T> With<T>(this Table<T> table, string name, Func<T, FpxLookup?> entry) => table
        .With(name + "_id", Text, record => entry(record)?.Id)
        .With(name + "_name", Text, record => entry(record)?.Name);

    /// <summary>The names as JSON. Few combinations are used by many records, so each is written once.</summary>
    private static string? NamesOf(IReadOnlyCollection<FpxLookup>? entries)
    {
        if (entries is null) return null;
        var names = new NameList([.. entries.Select(entry => entry.Name ?? entry.Id)]);
        if (Written.TryGetValue(names, out string? text)) return text;
        if (Written.Count >= MostWritten) Written.Clear();
        return Written.GetOrAdd(names, names.ToJson());
    }

    /// <summary>Names that are equal if all of them are.</summary>
    private readonly struct NameList(string?[] names) : IEquatable<NameList>
    {
        private readonly string?[] _names = names;

        public bool Equals(NameList other) => _names.AsSpan().SequenceEqual(other._names);

        public override bool Equals(object? other) => other is NameList list && Equals(list);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            foreach (string? name in _names) hash.Add(name);
            return hash.ToHashCode();
        }

        internal string ToJson()
        {
            var buffer = new ArrayBufferWriter<byte>();
            using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            {
                json.WriteStartArray();
                foreach (string? name in _names) json.WriteStringValue(name);
                json.WriteEndArray();
            }

            return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
        }
    }
}

/// <summary>A part of a record, with a row of its own.</summary>
internal readonly record struct Part<TRecord, TItem>(TRecord Of, TItem Item);

/// <summary>A record with an id that the service does not give it.</summary>
internal readonly record struct Numbered<T>(T Record, string Id);
