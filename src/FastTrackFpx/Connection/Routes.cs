namespace FastTrackFpx.Connection;

/// <summary>Addresses of the API below the host. Paths are written as the documents' headings write them; the service reads them in any case.</summary>
internal static class Routes
{
    internal const string Root = "ftop";

    private static readonly string[] Versions = ["v1", "v1.1", "v1.2"];

    /// <summary>Lists whose names name no person and no customer.</summary>
    private static readonly string[] Lookups =
    [
        "adminTypes", "contactTypes", "countryRegions", "entitlements/l1", "entitlements/services", "incentives/Programs", "incentives/Workloads",
        "incentives/YearPeriods", "noteCategories", "partnerReferrals/acceptanceStatuses", "partnerReferrals/declineReasons",
        "partnerReferrals/referralStatuses", "partnerReferrals/serviceValues", "services", "skillTypes", "surveyLanguages", "timeZones",
    ];

    internal static string Path(string version, string route) => $"/{Root}/{version}/api/{route}";

    internal static string Segment(Guid id) => id.ToString("D", CultureInfo.InvariantCulture);

    /// <summary>An id as a path has it. It stays one segment, whatever characters it has.</summary>
    internal static string Segment(string id) => Uri.EscapeDataString(id);

    internal static bool IsLookup(string path)
    {
        int start = path.IndexOf("/api/", StringComparison.OrdinalIgnoreCase);
        string route = start < 0 ? path : path.Substring(start + "/api/".Length);
        return Lookups.Any(lookup => route.StartsWith(lookup, StringComparison.OrdinalIgnoreCase));
    }

    internal static string RequireVersion(string? version) =>
        Versions.FirstOrDefault(known => string.Equals(known, version?.Trim(), StringComparison.OrdinalIgnoreCase))
        ?? throw new InputException(
            ErrorCode.InvalidInput, $"There is no API version '{version}'.", "ApiVersion", $"Use one of {string.Join(", ", Versions)}.");
}
