using FastTrackFpx.Errors;

namespace FastTrackFpx.Connection;

/// <summary>What the engine has to know of FPX: its errors, and what names people, customers and secrets, which is redacted where it is shown.</summary>
internal sealed class FpxProfile() : ServiceProfile("FPX", Fields)
{
    private static readonly PersonalFields Fields = new(
        [
            .. TextsOf(typeof(FpxContact)), .. TextsOf(typeof(FpxNote)), "owner", "notes", "partnerName", "tenantDomain", "customerName", "domainName",
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

    internal static readonly FpxProfile Instance = new();

    public override ServiceException ErrorOf(RestResponse response) => ServiceErrors.Of(response);

    public override string RedactBody(string body, string path) => Fields.RedactBody(body, field => IsPersonal(field, path));

    public override string RedactText(string text, RestRequest request) => Fields.RedactText(text, request, field => IsPersonal(field, request.Path));

    /// <summary>Whether a field names a person or a customer. Names of lookup entries do not.</summary>
    internal static bool IsPersonal(string field, string path) => IsName(field) ? !Routes.IsLookup(path) : Fields.IsPersonal(field);

    /// <summary>The texts of a record, apart from its name. A text that the record gains is redacted as well.</summary>
    private static IEnumerable<string> TextsOf(Type record) =>
        record.GetProperties().Where(property => property.PropertyType == typeof(string) && !IsName(property.Name)).Select(property => property.Name);

    private static bool IsName(string field) => string.Equals(field, "name", StringComparison.OrdinalIgnoreCase);
}
