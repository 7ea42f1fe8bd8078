using System.Text.RegularExpressions;

namespace FastTrackFpx.Connection;

/// <summary>What names people, customers and secrets in FPX, and how it is masked where it is shown.</summary>
internal static class PersonalData
{
    internal const string Mask = "***";

    private static readonly HashSet<string> Fields = new(StringComparer.OrdinalIgnoreCase)
    {
        "email", "phone", "managerName", "managerEmail", "title", "evidence", "approvedSurvey", "note", "notes", "text", "author", "createdBy",
        "modifiedBy", "owner", "partnerName", "tenantName", "tenantDomain", "customerName", "domainName", "password", "secret", "token",
        "accessToken", "access_token", "refresh_token", "client_secret", "authorization", "certificate",
    };

    /// <summary>The documented parameters that name nobody. What others mean is not known, so text in them is not shown.</summary>
    private static readonly HashSet<string> PlainQueries = new(StringComparer.OrdinalIgnoreCase)
    {
        "page", "pageSize", "tenantId", "tenantIds", "tenants", "serviceIds", "contactTypeId", "noteCategoryId", "orderByCreated", "partnerReferralSourceIds",
        "paymentPeriodIds", "programIds", "rfaId", "showDeclinedReferrals", "sortColumn", "sortDirection",
    };

    private static readonly string[] SecretQueries = ["email", "name", "phone", "owner", "token", "access_token", "searchTerm"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly Regex Mail = new(@"[^\s""'<>()\[\]{},;:=&?/\\]{1,64}(@|%40)[A-Za-z0-9.\-]{1,255}", RegexOptions.CultureInvariant, Patience);

    private static readonly Regex Query = new("(?<=[?&])(?<name>[^=&#]*=)?(?<value>[^&#]*)", RegexOptions.CultureInvariant, Patience);

    /// <summary>Numbers, GUIDs, dates, true and false.</summary>
    private static readonly Regex PlainValue = new(
        @"^(\d{1,12}|[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}|\d{4}-\d\d-\d\d|true|false|)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Patience);

    /// <summary>A token after the word that goes before it in headers, and one that is known by its shape.</summary>
    private static readonly Regex Tokens = new(
        @"(?<=\bbearer\s+)(?=\S*[0-9]|\S{20})[A-Za-z0-9\-._~+/]{4,}=*|\beyJ[A-Za-z0-9_\-]{5,}\.[A-Za-z0-9_\-.]*",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Patience);

    /// <summary>A body with values of personal fields, and mail addresses anywhere, replaced.</summary>
    /// <param name="body">JSON, whole or not, or anything else.</param>
    /// <param name="namesArePersonal">Whether the field <c>name</c> names people or customers here, rather than entries of a list.</param>
    internal static string RedactBody(string body, bool namesArePersonal)
    {
        int start = 0;
        while (start < body.Length && (char.IsWhiteSpace(body[start]) || body[start] == '\uFEFF')) start++;
        bool isJson = start < body.Length && body[start] is '{' or '[';
        return isJson ? new RedactedJson(body, field => IsPersonal(field, namesArePersonal)).ToString() : MaskText(body);
    }

    /// <summary>Path and query with mail addresses, and every value of the query that may be personal or secret, replaced.</summary>
    internal static string RedactPath(string pathAndQuery) => MaskText(Replace(
        Query, pathAndQuery, pair => pair.Groups["name"].Value is var name && MayBePersonal(name.TrimEnd('='), pair.Groups["value"].Value) ? name + Mask : pair.Value));

    /// <summary>Whether a parameter of a query may carry what is personal or secret.</summary>
    internal static bool MayBePersonal(string name, string value) => SecretQueries.Contains(name, StringComparer.OrdinalIgnoreCase)
        ? value.Length > 0
        : !PlainQueries.Contains(name) && !PlainValue.IsMatch(value);

    /// <summary>A text with mail addresses and tokens replaced.</summary>
    internal static string MaskText(string text)
    {
        if (text.IndexOf('@') >= 0 || text.IndexOf("%40", StringComparison.Ordinal) >= 0) text = Replace(Mail, text);
        bool mayHoldToken = text.IndexOf("bearer", StringComparison.OrdinalIgnoreCase) >= 0 || text.IndexOf("eyJ", StringComparison.Ordinal) >= 0;
        return mayHoldToken ? Replace(Tokens, text) : text;
    }

    /// <summary>Whether a field of that name holds what is personal or secret.</summary>
    /// <param name="field">The name, in any case.</param>
    /// <param name="namesArePersonal">Whether the field <c>name</c> names people or customers here, rather than entries of a list.</param>
    internal static bool IsPersonal(string field, bool namesArePersonal) =>
        Fields.Contains(field) || (namesArePersonal && string.Equals(field, "name", StringComparison.OrdinalIgnoreCase));

    private static string Replace(Regex pattern, string text, MatchEvaluator? replacement = null)
    {
        try
        {
            return pattern.Replace(text, replacement ?? (static _ => Mask));
        }
        catch (RegexMatchTimeoutException)
        {
            // Rather nothing than something that should not be shown.
            return Mask;
        }
    }
}
