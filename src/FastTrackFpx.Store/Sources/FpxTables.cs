using System.Buffers;
using System.Globalization;
using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FastTrackFpx.Rest.Data;

namespace FastTrackFpx.Store.Sources;

/// <summary>The tables of FPX, and how records become rows.</summary>
internal static class FpxTables
{
    internal static readonly Table<FpxTenant> Tenants = new Table<FpxTenant>("tenant") { Indexes = ["name"] }
        .Key("tenant_id", tenant => tenant.TenantId)
        .With("name", tenant => tenant.Name)
        .With("match_name", tenant => CustomerKey.NameOf(tenant.Name))
        .With("tpid", tenant => tenant.Tpid);

    internal static readonly Table<Part<FpxTenant, FpxLookup>> TenantWorkloads = new Table<Part<FpxTenant, FpxLookup>>("tenant_workload")
        .Key("tenant_id", part => part.Of.TenantId)
        .Key("workload_id", part => IdOf(part.Item))
        .With("workload_name", part => part.Item.Name);

    internal static readonly Table<FpxMaxEntitlement> MaxEntitlements = new Table<FpxMaxEntitlement>("max_entitlement")
        .Key("tenant_id", record => record.TenantId)
        .Key("service_id", record => record.ServiceId ?? string.Empty)
        .With("service_name", record => record.ServiceName)
        .With("seats", record => record.MaxEntitlementSeatCount);

    internal static readonly Table<FpxEntitlement> Entitlements = new Table<FpxEntitlement>("entitlement")
        .Key("tenant_id", record => record.TenantId)
        .Key("entitlement_id", EntitlementId)
        .With("service_id", record => record.ServiceId)
        .With("service_name", record => record.ServiceName)
        .With("l1", record => record.L1)
        .With("l2", record => record.L2)
        .With("l3", record => record.L3)
        .With("seats", record => record.EntitlementCount)
        .With("target_date", record => record.TargetDate)
        .With("next_action_date", record => record.NextActionDate)
        .With("owner", record => record.Owner)
        .With("notes", record => record.Notes);

    internal static readonly Table<FpxContact> Contacts = WithContact(new Table<FpxContact>("contact") { Indexes = ["email"] }
        .Key("tenant_id", contact => contact.TenantId)
        .Key("contact_id", contact => contact.ContactId));

    internal static readonly Table<Numbered<FpxNote>> Notes = WithNote(new Table<Numbered<FpxNote>>("note") { Indexes = ["created"] }
        .Key("tenant_id", note => note.Record.TenantId)
        .Key("note_id", note => note.Id));

    /// <summary>Contacts of tenants that are not claimed. They are read by referral, so they do not go when a tenant is no longer claimed.</summary>
    internal static readonly Table<FpxContact> ReferralContacts = WithContact(new Table<FpxContact>("referral_contact") { Indexes = ["email"] }
        .Key("referral_id", contact => contact.ReferralId ?? 0)
        .Key("contact_id", contact => contact.ContactId)
        .With("tenant_id", contact => contact.TenantId));

    internal static readonly Table<Numbered<FpxNote>> ReferralNotes = WithNote(new Table<Numbered<FpxNote>>("referral_note")
        .Key("referral_id", note => note.Record.ReferralId ?? 0)
        .Key("note_id", note => note.Id)
        .With("tenant_id", note => note.Record.TenantId));

    internal static readonly Table<FpxTenantAssignment> Assignments = new Table<FpxTenantAssignment>("tenant_assignment")
        .Key("tenant_id", record => record.TenantId)
        .Key("assignment", record => record.Assignment ?? string.Empty)
        .Key("person_id", record => record.Id ?? record.Email ?? record.Name ?? string.Empty)
        .With("name", record => record.Name)
        .With("email", record => record.Email)
        .With("is_primary", record => record.IsPrimary)
        .WithNames("primary_services", record => NamesOf(record.PrimaryServices))
        .WithNames("additional_services", record => NamesOf(record.AdditionalServices));

    internal static readonly Table<FpxReferral> Referrals = new Table<FpxReferral>("referral") { Indexes = ["acceptance_name"] }
        .Key("referral_id", referral => referral.ReferralId)
        .With("partner_referral_id", referral => referral.PartnerReferralId)
        .With("partner_referral_number", referral => referral.PartnerReferralNumber)
        .With("created", referral => referral.Created)
        .With("tenant_id", referral => referral.TenantId)
        .With("tenant_name", referral => referral.TenantName)
        .With("tenant_domain", referral => referral.TenantDomain)
        .With("match_domain", referral => CustomerKey.DomainOf(referral.TenantDomain))
        .With("claimed", referral => referral.Claimed)
        .With("acceptance", referral => referral.Acceptance)
        .With("decline_reason", referral => referral.DeclineReason)
        .With("referral_status", referral => referral.ReferralStatus)
        .With("value_added_services_sold", referral => referral.ValueAddedServicesSold)
        .With("services_estimated_value", referral => referral.ServicesEstimatedValue);

    internal static readonly Table<Part<FpxReferral, FpxReferralWorkload>> ReferralWorkloads =
        new Table<Part<FpxReferral, FpxReferralWorkload>>("referral_workload")
        .Key("referral_id", part => part.Of.ReferralId)
        .Key("workload_id", part => IdOf(part.Item))
        .With("workload_name", part => part.Item.Name)
        .With("claimed", part => part.Item.Claimed);

    internal static readonly Table<FpxIncentiveStatement> Statements = new Table<FpxIncentiveStatement>("incentive_statement")
        .Key("program_membership_id", statement => statement.ProgramMembershipId ?? string.Empty)
        .Key("year_period", statement => statement.YearPeriod?.YearPeriod ?? 0)
        .With("period_id", statement => statement.YearPeriod?.Id)
        .With("period_name", statement => statement.YearPeriod?.YearPeriodRange)
        .With("partner_name", statement => statement.PartnerName)
        .With("total_paid_usd", statement => statement.TotalPaidUSD)
        .With("total_paid_local", statement => statement.TotalPaidLocal);

    internal static readonly Table<Numbered<FpxIncentiveTransaction>> Transactions = new Table<Numbered<FpxIncentiveTransaction>>("incentive_transaction")
        .Key("program_membership_id", payment => payment.Record.ProgramMembershipId ?? string.Empty)
        .Key("year_period", payment => payment.Record.YearPeriod?.YearPeriod ?? 0)
        .Key("record_id", payment => payment.Id)
        .With("transaction_id", payment => payment.Record.TransactionId)
        .With("mpn_id", payment => payment.Record.MpnId)
        .With("tenant_id", payment => payment.Record.TenantId)
        .With("tenant_name", payment => payment.Record.TenantName)
        .With("program", payment => payment.Record.Program)
        .With("workload", payment => payment.Record.Workload)
        .With("milestone", payment => payment.Record.Milestone)
        .With("milestone_date", payment => payment.Record.MilestoneDate)
        .With("at_claim_usage", payment => payment.Record.AtClaimUsage)
        .With("milestone_usage", payment => payment.Record.MilestoneUsage)
        .With("payable_growth", payment => payment.Record.PayableGrowth)
        .With("previous_payment_usd", payment => payment.Record.PreviousPaymentUSD)
        .With("rate_usd", payment => payment.Record.RateUSD)
        .With("payment_usd", payment => payment.Record.PaymentUSD)
        .With("payment_local", payment => payment.Record.PaymentLocal)
        .With("local_currency", payment => payment.Record.LocalCurrency)
        .With("dispute_case_number", payment => payment.Record.DisputeCaseNumber);

    internal static readonly Table<FpxWorkloadUsage> Usages = new Table<FpxWorkloadUsage>("workload_usage") { Indexes = ["domain_name"] }
        .Key("tenant_id", usage => usage.TenantId)
        .Key("workload_id", usage => usage.WorkloadId ?? string.Empty)
        .With("customer_name", usage => usage.CustomerName)
        .With("domain_name", usage => usage.DomainName)
        .With("match_domain", usage => CustomerKey.DomainOf(usage.DomainName))
        .With("claim", usage => usage.Claim.ToString())
        .With("claim_id", usage => usage.ClaimId)
        .With("mpn_id", usage => usage.MpnId)
        .With("tags", usage => usage.Tags)
        .With("date_associated", usage => usage.DateAssociated)
        .With("date_last_updated", usage => usage.DateLastUpdated)
        .With("usage_at_claim", usage => usage.UsageAtClaim)
        .With("active_entitlements", usage => usage.ActiveEntitlements)
        .With("qualified_entitlements", usage => usage.QualifiedEntitlements)
        .With("usage", usage => usage.Usage)
        .With("prior_hwm", usage => usage.PriorHwm)
        .With("hwm", usage => usage.Hwm)
        .With("month1_hwm", usage => usage.Month1Hwm)
        .With("comp_units", usage => usage.CompUnits)
        .With("potential_earnings", usage => usage.PotentialEarnings);

    internal static IReadOnlyList<Table> All { get; } =
        [Tenants, TenantWorkloads, MaxEntitlements, Entitlements, Contacts, Notes, ReferralContacts, ReferralNotes, Assignments,
            Referrals, ReferralWorkloads, Statements, Transactions, Usages];

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
        .With("tenant_name", contact => contact.TenantName)
        .With("name", contact => contact.Name)
        .With("email", contact => contact.Email)
        .With("phone", contact => contact.Phone)
        .With("title", contact => contact.Title)
        .With("manager_name", contact => contact.ManagerName)
        .With("manager_email", contact => contact.ManagerEmail)
        .With("is_engaged", contact => contact.IsEngaged)
        .With("is_fasttrack_contact", contact => contact.IsFastTrackContact)
        .With("evidence", contact => contact.Evidence)
        .With("survey_eligible", contact => contact.SurveyEligible)
        .With("approved_survey", contact => contact.ApprovedSurvey)
        .With("note", contact => contact.Note)
        .With("contact_type", contact => contact.ContactType)
        .With("admin_type", contact => contact.AdminType)
        .With("country_region", contact => contact.CountryRegion)
        .With("time_zone", contact => contact.TimeZone)
        .With("survey_language", contact => contact.SurveyLanguage)
        .WithNames("skill_types", contact => NamesOf(contact.SkillTypes))
        .WithNames("services", contact => NamesOf(contact.Services))
        .With("created", contact => contact.Created)
        .With("created_by", contact => contact.CreatedBy)
        .With("modified", contact => contact.Modified)
        .With("modified_by", contact => contact.ModifiedBy);

    private static Table<Numbered<FpxNote>> WithNote(Table<Numbered<FpxNote>> table) => table
        .With("tenant_name", note => note.Record.TenantName)
        .With("note_category", note => note.Record.NoteCategory)
        .With("author", note => note.Record.Author)
        .With("created", note => note.Record.Created)
        .With("text", note => note.Record.Text);

    /// <summary>Adds the id and the name of a lookup entry.</summary>
    private static Table<T> With<T>(this Table<T> table, string name, Func<T, FpxLookup?> entry)
        where T : notnull => table
        .With(name + "_id", record => entry(record)?.Id)
        .With(name + "_name", record => entry(record)?.Name);

    /// <summary>The names as JSON.</summary>
    private static string? NamesOf(IReadOnlyList<FpxLookup>? entries)
    {
        if (entries is null) return null;
        if (entries.Count == 0) return "[]";
        var text = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[512]);
        for (int i = 0; i < entries.Count; i++)
        {
            if ((entries[i].Name ?? entries[i].Id) is not { } name || !IsPlain(name)) return NamesAsJson(entries);
            text.AppendLiteral(i == 0 ? "[\"" : "\",\"");
            text.AppendLiteral(name);
        }

        text.AppendLiteral("\"]");
        return text.ToStringAndClear();
    }

    private static string NamesAsJson(IReadOnlyList<FpxLookup> entries)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            foreach (FpxLookup entry in entries) json.WriteStringValue(entry.Name ?? entry.Id);
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>True if a text is written to JSON as it is. Nearly all names are, and a writer costs more than the whole row.</summary>
    private static bool IsPlain(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange(' ', '~') < 0 && text.IndexOfAny('"', '\\') < 0;
}

/// <summary>A part of a record, with a row of its own.</summary>
internal readonly record struct Part<TRecord, TItem>(TRecord Of, TItem Item);

/// <summary>A record with an id that the service does not give it.</summary>
internal readonly record struct Numbered<T>(T Record, string Id);
