using FastTrackFpx.Sandbox.AppDirect.Documents;

namespace FastTrackFpx.Sandbox.AppDirect.Operations;

/// <summary>What callers see: users of a company only that company, resellers also their customers.</summary>
internal static class Visibility
{
    // The catalog is visible to everybody.
    private static readonly string[] OfCompanies =
    [
        "company", "user", "membership", "group", "invitation", "subscription", "order", "invoice", "payment", "assignment", "domain", "activity",
        "paymentInstrument", "paymentMethod", "addon", "opportunity", "quote", "event",
    ];

    /// <summary>Limits a list to what the caller sees.</summary>
    public static void Apply(Call call, DocumentQuery query)
    {
        if (!call.Caller.IsOfCompany || !OfCompanies.Contains(query.Kind)) return;
        string[] companies = [.. Companies(call)];
        if (query.Kind == "company") query.Is("id", companies);
        else query.By("companyId", companies);
    }

    /// <summary>The document, if the caller sees it.</summary>
    /// <exception cref="Http.Rejection">The caller does not see it, so that it does not exist.</exception>
    public static Document Check(Call call, Document document)
    {
        if (!call.Caller.IsOfCompany || !OfCompanies.Contains(document.Kind)) return document;
        string? company = document.Kind == "company" ? document.Id : document.Text("companyId");
        return company is null || Companies(call).Contains(company) ? document : throw call.NotFound(document.Kind, document.Id);
    }

    /// <summary>The companies of the caller.</summary>
    public static IEnumerable<string> Companies(Call call)
    {
        string own = call.Caller.CompanyId!;
        return !call.Caller.IsReseller ? [own] : call.Store.List(new DocumentQuery("association").By("resellerCompanyId", own))
            .Select(association => association.Text("customerCompanyId")!).Prepend(own);
    }
}
