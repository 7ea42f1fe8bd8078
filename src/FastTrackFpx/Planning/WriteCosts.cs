using FastTrackFpx.Entitlements;
using FastTrackFpx.Lookups;
using static FastTrackFpx.Planning.ReadCosts;

namespace FastTrackFpx.Planning;

/// <summary>What writes cost, with what is read before them. They go out one after the other.</summary>
internal static class WriteCosts
{
    /// <summary>Lists that fields of a contact refer to; which of them are read depends on the fields.</summary>
    private static readonly string[] ContactLists =
    [
        LookupRoutes.AdminTypes, LookupRoutes.ContactTypes, LookupRoutes.CountryRegions, LookupRoutes.Services, LookupRoutes.SkillTypes,
        LookupRoutes.SurveyLanguages, LookupRoutes.TimeZones,
    ];

    /// <summary>Lists that fields of a referral refer to.</summary>
    private static readonly string[] ReferralLists =
        [LookupRoutes.ReferralAcceptanceStatuses, LookupRoutes.ReferralStatuses, LookupRoutes.ReferralServiceValues];

    internal static PlanCost Entitlements(long tenants, PlanQuery query)
    {
        long writes = checked(tenants * query.WritesPerTenant);
        int reads = query.SkipValidation ? EntitlementChanges.FactCallsWithoutRules : EntitlementChanges.FactCalls;
        return new PlanCost(
            query.SkipValidation ? "Set-FpxEntitlement -SkipValidation" : "Set-FpxEntitlement",
            checked(writes * (reads + 1)),
            $"{reads + 1} for each set: {reads} to read, 1 to write")
        {
            Tenants = tenants,
            Lists = [LookupRoutes.Services, .. EntitlementChanges.FactLists],
        };
    }

    internal static PlanCost NewContacts(long tenants, PlanQuery query) =>
        new("New-FpxContact", checked(tenants * query.WritesPerTenant), "a call for each contact") { Tenants = tenants, Lists = ContactLists, IsExact = false };

    internal static PlanCost NewNotes(long tenants, PlanQuery query) =>
        new("New-FpxNote", checked(tenants * query.WritesPerTenant), "a call for each note") { Tenants = tenants, Lists = [LookupRoutes.NoteCategories] };

    internal static PlanCost ChangedContacts(long tenants, PlanQuery query)
    {
        PlanCost cost = Changes("Set-FpxContact", tenants, query);
        (cost.Lists, cost.IsExact) = (ContactLists, false);
        return cost;
    }

    internal static PlanCost RemovedContacts(long tenants, PlanQuery query) => Changes("Remove-FpxContact", tenants, query);

    internal static PlanCost ChangedReferrals(PlanQuery query) =>
        new("Set-FpxReferral", query.Referrals ?? throw CallPlanner.Unknown(FpxPlanJob.ReferralSet, "referrals", "ReferralCount"), "a call for each referral that is piped in") { Lists = ReferralLists, IsExact = false };

    /// <summary>The API reads contacts by tenant only: each tenant's are read before the first of them is changed.</summary>
    private static PlanCost Changes(string cmdlet, long tenants, PlanQuery query)
    {
        long pages = ContactPages(query);
        long different = query.DifferentTenants ?? tenants;
        long calls = checked((tenants * query.WritesPerTenant) + (different * pages));
        return new PlanCost(cmdlet, calls, $"a call for each contact, and {Number(pages)} to read each tenant's")
        {
            Tenants = different,
            IsExact = query.ContactsPerTenant is not null,
        };
    }
}
