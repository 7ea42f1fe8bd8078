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

    private static readonly string[] QueryNames = ["searchTerm", "email", "name", "phone", "owner", "token", "access_token"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly Regex Mail = new(@"[^\s""'<>()\[\]{},;:=&?/\\]{1,64}(@|%40)[A-Za-z0-9.\-]{1,255}", RegexOptions.CultureInvariant, Patience);

    private static readonly Regex PersonalQuery =
        new($"(?<=[?&]({string.Join("|", QueryNames)})=)[^&#]*", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Patience);

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

    /// <summary>Path and query with search terms and mail addresses replaced.</summary>
    internal static string RedactPath(string pathAndQuery) => MaskText(Replace(PersonalQuery, pathAndQuery));

    /// <summary>Whether a query parameter of that name carries what is personal or secret.</summary>
    internal static bool IsPersonalQuery(string name) => QueryNames.Contains(name, StringComparer.OrdinalIgnoreCase);

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

    private static string Replace(Regex pattern, string text)
    {
        try
        {
            return pattern.Replace(text, Mask);
        }
        catch (RegexMatchTimeoutException)
        {
            // Rather nothing than something that should not be shown.
            return Mask;
        }
    }
}
