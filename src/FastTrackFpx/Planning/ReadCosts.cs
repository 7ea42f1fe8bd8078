using System.Globalization;
using FastTrackFpx.Lookups;
using FastTrackFpx.Notes;
using FastTrackFpx.Rest.Batching;

namespace FastTrackFpx.Planning;

/// <summary>What reads cost.</summary>
internal static class ReadCosts
{
    private const int TenantsPerCall = TenantBatch<object>.TenantsPerCall;

    /// <summary>What is usual, where nobody said: all on one page.</summary>
    private const long UsualRecords = 25;

    private const long UsualServices = 10;

    internal static PlanCost Whole(string cmdlet) => new(cmdlet, 1, "one answer");

    internal static PlanCost Alone(string cmdlet, long tenants) =>
        new(cmdlet, tenants, "a call for each tenant") { Tenants = tenants, Independent = tenants };

    internal static PlanCost Entitlements(long tenants, PlanQuery query)
    {
        if (query.IsFiltered) return WithList(Alone("Get-FpxEntitlement -Service", tenants), LookupRoutes.Services);
        PlanCost together = Together("Get-FpxEntitlement", tenants, 1);
        if (!query.ResolveService) return together;
        long services = query.ServicesPerTenant ?? UsualServices;
        var resolved = new PlanCost(
            "Get-FpxEntitlement -ResolveService",
            checked(together.Calls + (tenants * (1 + services))),
            $"{TenantsPerCall} tenants to a call, and {Number(1 + services)} for each tenant: its seats, and its services one by one")
        {
            Tenants = tenants,
            IsExact = false,
        };
        return WithList(resolved, LookupRoutes.Services);
    }

    /// <summary>The list of services is for the names that go beside the ids.</summary>
    internal static PlanCost MaxEntitlements(long tenants) => WithList(Together("Get-FpxMaxEntitlement", tenants, 1), LookupRoutes.Services);

    internal static PlanCost Contacts(long tenants, PlanQuery query)
    {
        PlanCost cost = query.IsFiltered
            ? WithList(Paged("Get-FpxContact -ContactType", tenants, ContactPages(query)), LookupRoutes.ContactTypes)
            : Together("Get-FpxContact", tenants, ContactPages(query));
        cost.IsExact = query.ContactsPerTenant is not null;
        return cost;
    }

    internal static PlanCost Notes(long tenants, PlanQuery query)
    {
        PlanCost cost = Paged("Get-FpxNote", tenants, BatchCost.Pages(query.NotesPerTenant ?? UsualRecords, NotesEndpoint.NotesOnPage));
        cost.IsExact = query.NotesPerTenant is not null;
        return cost;
    }

    /// <summary>Pages that the contacts of a tenant come in.</summary>
    internal static long ContactPages(PlanQuery query) => BatchCost.Pages(query.ContactsPerTenant ?? UsualRecords);

    internal static PlanCost Referrals(PlanQuery query)
    {
        long pages = BatchCost.Pages(query.Referrals ?? UsualRecords);
        return new PlanCost("Get-FpxReferral", pages, pages == 1 ? "one page" : $"{Number(pages)} pages") { IsExact = query.Referrals is not null };
    }

    internal static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static PlanCost Together(string cmdlet, long tenants, long pages)
    {
        string more = pages == 1 ? string.Empty : $", {Number(pages)} pages each";
        return new PlanCost(cmdlet, BatchCost.Together(tenants, pages), $"{TenantsPerCall} tenants to a call{more}")
        {
            Tenants = tenants,
            Independent = BatchCost.Groups(tenants),
        };
    }

    private static PlanCost WithList(PlanCost cost, string route)
    {
        cost.Lists = [route];
        return cost;
    }

    private static PlanCost Paged(string cmdlet, long tenants, long pages) =>
        new(cmdlet, checked(tenants * pages), pages == 1 ? "a call for each tenant" : $"{Number(pages)} pages for each tenant")
        {
            Tenants = tenants,
            Independent = pages == 1 ? tenants : 1,
        };
}
