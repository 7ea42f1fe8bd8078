namespace FastTrackFpx.Connection;

/// <summary>What names people, customers and secrets in FPX, and how it is redacted where it is shown.</summary>
internal static class PersonalData
{
    internal static readonly PersonalFields Fields = new(
        [
            "email", "phone", "managerName", "managerEmail", "title", "evidence", "approvedSurvey", "note", "notes", "text", "author", "createdBy",
            "modifiedBy", "owner", "partnerName", "tenantName", "tenantDomain", "customerName", "domainName",
        ],
        "searchTerm", "email", "name", "phone", "owner")
    {
        // The documented parameters that identify no person. What others mean is not known, so their text is redacted.
        PlainQueries =
        [
            "page", "pageSize", "tenantId", "tenantIds", "tenants", "serviceIds", "contactTypeId", "noteCategoryId", "orderByCreated",
            "partnerReferralSourceIds", "paymentPeriodIds", "programIds", "rfaId", "showDeclinedReferrals", "sortColumn", "sortDirection",
        ],
    };

    /// <summary>A body with values of personal fields, and mail addresses anywhere, replaced.</summary>
    internal static string RedactBody(string body, bool namesArePersonal) => Fields.RedactBody(body, field => IsPersonal(field, namesArePersonal));

    /// <summary>Text of the service without what the request carried, mail addresses and tokens.</summary>
    internal static string RedactText(string text, RestRequest request) =>
        Fields.RedactText(text, request, field => IsPersonal(field, namesArePersonal: !Routes.IsLookup(request.Path)));

    internal static bool IsPersonal(string field, bool namesArePersonal) =>
        Fields.IsPersonal(field) || (namesArePersonal && string.Equals(field, "name", StringComparison.OrdinalIgnoreCase));
}
