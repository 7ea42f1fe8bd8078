using System.Globalization;

namespace FastTrackFpx.AppDirect.Companies;

/// <summary>The internet domains of companies, from the addresses of their website and their mail.</summary>
internal static class CompanyDomain
{
    private static readonly IdnMapping International = new();

    /// <summary>Whether a company has a website or a mail address in a domain or below it.</summary>
    internal static bool IsOf(AppDirectRecord company, string domain) =>
        company is AppDirectCompany own && (IsIn(own.Website, domain) || IsIn(own.EmailAddress, domain));

    /// <summary>The domain in an address of a website or of mail, or the text itself, in lower case and without <c>www.</c>.</summary>
    internal static string Of(string address)
    {
        string host = address.Trim();
        int scheme = host.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0) host = host.Substring(scheme + 3);
        host = host.Split('/', '?', '#')[0];
        host = host.Substring(host.LastIndexOf('@') + 1).Split(':')[0].Trim('.').ToLowerInvariant();
        if (host.StartsWith("www.", StringComparison.Ordinal)) host = host.Substring(4);
        try
        {
            return host.Length > 0 ? International.GetAscii(host) : host;
        }
        catch (ArgumentException)
        {
            return host;
        }
    }

    private static bool IsIn(string? address, string domain)
    {
        if (address is null) return false;
        string host = Of(address), wanted = Of(domain);
        return wanted.Length > 0 && (host == wanted || host.EndsWith("." + wanted, StringComparison.Ordinal));
    }
}
