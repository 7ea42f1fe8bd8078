using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FastTrackFpx.Rest.Files;

namespace FastTrackFpx.Referrals;

/// <summary>Which referrals were seen, and in which state. In a file it holds hashes only, no data of customers.</summary>
internal sealed class ReferralBookmark
{
    private const string Parameter = "BookmarkPath";
    private const string ServiceKey = "service";
    private const string ReferralsKey = "referrals";

    private readonly string? _path;
    private readonly string _service;
    private Dictionary<string, Dictionary<string, string>> _seen = new(StringComparer.Ordinal);

    private ReferralBookmark(string? path, Uri service) => (_path, _service) = (path, service.GetLeftPart(UriPartial.Authority));

    internal bool IsNew { get; private set; } = true;

    /// <summary>Reads a file if there is one.</summary>
    /// <exception cref="InputException">The file is not a bookmark, or is one of another service.</exception>
    internal static ReferralBookmark Open(string? path, Uri service)
    {
        var bookmark = new ReferralBookmark(path, service);
        if (path is null || !File.Exists(path)) return bookmark;
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
            if (document.RootElement.GetProperty(ServiceKey).GetString() is { } other && !string.Equals(other, bookmark._service, StringComparison.OrdinalIgnoreCase))
                throw new InputException(ErrorCode.InvalidInput, $"The bookmark {path} is of {other}, and the connection is to {bookmark._service}.", Parameter, "Use another file for this service.");
            bookmark._seen = document.RootElement.GetProperty(ReferralsKey).EnumerateObject().ToDictionary(
                referral => referral.Name,
                referral => referral.Value.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.GetString()!, StringComparer.Ordinal),
                StringComparer.Ordinal);
            bookmark.IsNew = false;
            return bookmark;
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new InputException(ErrorCode.InvalidInput, $"The file {path} cannot be read as a bookmark of Watch-FpxReferral.", Parameter, "Use the path of a new file, or of one that Watch-FpxReferral has written.");
        }
    }

    /// <summary>The referrals that are new or have changed since the last reading, with the properties that changed; none for a new referral.</summary>
    internal IReadOnlyList<(FpxReferral Referral, IReadOnlyList<string> Changed)> Advance(IEnumerable<FpxReferral> referrals)
    {
        var now = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        var news = new List<(FpxReferral, IReadOnlyList<string>)>();
        foreach (FpxReferral referral in referrals)
        {
            string id = referral.ReferralId.ToString(CultureInfo.InvariantCulture);
            Dictionary<string, string> state = now[id] = StateOf(referral);
            if (!_seen.TryGetValue(id, out Dictionary<string, string>? before))
            {
                news.Add((referral, []));
                continue;
            }

            string[] changed = [.. state.Where(property => !before.TryGetValue(property.Key, out string? old) || old != property.Value).Select(property => property.Key)];
            if (changed.Length > 0) news.Add((referral, changed));
        }

        (_seen, IsNew) = (now, false);
        return news;
    }

    /// <summary>Writes the file in one step, so that a reader never sees half of it.</summary>
    /// <exception cref="RestException"><see cref="ErrorCode.FileNotWritable"/>.</exception>
    internal void Save()
    {
        if (_path is null) return;
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString(ServiceKey, _service);
            json.WriteStartObject(ReferralsKey);
            foreach (KeyValuePair<string, Dictionary<string, string>> referral in _seen)
            {
                json.WriteStartObject(referral.Key);
                foreach (KeyValuePair<string, string> property in referral.Value) json.WriteString(property.Key, property.Value);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        WholeFile.Write(_path, buffer.ToArray(), "bookmark");
    }

    private static Dictionary<string, string> StateOf(FpxReferral referral)
    {
        using SHA256 hash = SHA256.Create();
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [nameof(referral.PartnerReferralId)] = Hash(referral.PartnerReferralId),
            [nameof(referral.PartnerReferralNumber)] = Hash(referral.PartnerReferralNumber),
            [nameof(referral.Created)] = Hash(referral.Created?.UtcTicks),
            [nameof(referral.TenantId)] = Hash(referral.TenantId),
            [nameof(referral.TenantName)] = Hash(referral.TenantName),
            [nameof(referral.TenantDomain)] = Hash(referral.TenantDomain),
            [nameof(referral.Workloads)] = Hash(referral.Workloads is null ? null : string.Join("|", referral.Workloads.Select(workload => $"{workload.Id} {workload.Claimed}").OrderBy(text => text, StringComparer.Ordinal))),
            [nameof(referral.Claimed)] = Hash(referral.Claimed),
            [nameof(referral.Acceptance)] = Hash(referral.Acceptance?.Id),
            [nameof(referral.DeclineReason)] = Hash(referral.DeclineReason?.Id),
            [nameof(referral.ReferralStatus)] = Hash(referral.ReferralStatus?.Id),
            [nameof(referral.ValueAddedServicesSold)] = Hash(referral.ValueAddedServicesSold),
            [nameof(referral.ServicesEstimatedValue)] = Hash(referral.ServicesEstimatedValue?.Id),
        };

        string Hash(object? value) => value is null
            ? string.Empty
            : BitConverter.ToString(hash.ComputeHash(Encoding.UTF8.GetBytes(Convert.ToString(value, CultureInfo.InvariantCulture)!)), 0, 8).Replace("-", string.Empty);
    }
}
