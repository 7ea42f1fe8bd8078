using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using FastTrackFpx.Rest.Files;

namespace FastTrackFpx.Referrals;

/// <summary>Which referrals were seen, and in which state. In a file it holds hashes only, no data of customers.</summary>
internal sealed class ReferralBookmark
{
    private const string Parameter = "BookmarkPath";

    private static readonly PropertyInfo[] Properties =
        [.. typeof(FpxReferral).GetProperties().Where(property => property.CanWrite && property.Name != nameof(FpxReferral.ReferralId))];

    private readonly string? _path;
    private readonly string _service;
    private Dictionary<string, Dictionary<string, string>> _seen = [];

    private ReferralBookmark(string? path, Uri service) => (_path, _service) = (path, service.GetLeftPart(UriPartial.Authority));

    internal bool IsNew { get; private set; } = true;

    internal static ReferralBookmark Open(string? path, Uri service)
    {
        var bookmark = new ReferralBookmark(path, service);
        if (path is null) return bookmark;
        // Before referrals are emitted whose bookmark cannot be kept.
        WholeFile.Require(path, "bookmark");
        if (!File.Exists(path)) return bookmark;
        try
        {
            BookmarkFile? file = JsonSerializer.Deserialize(File.ReadAllBytes(path), BookmarkJson.Default.BookmarkFile);
            if (file is not { Service: not null, Referrals: { } seen } || seen.ContainsValue(null!)) throw new JsonException("A part is missing.");
            if (!string.Equals(file.Service, bookmark._service, StringComparison.OrdinalIgnoreCase))
                throw new InputException(ErrorCode.InvalidInput, $"The bookmark {path} is of {file.Service}, and the connection is to {bookmark._service}.",
                    Parameter, "Use another file for this service.");
            (bookmark._seen, bookmark.IsNew) = (seen, false);
            return bookmark;
        }
        catch (Exception wrong) when (wrong is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InputException(ErrorCode.InvalidInput, $"The file {path} cannot be read as a bookmark of Watch-FpxReferral.",
                Parameter, "Use the path of a new file, or of one that Watch-FpxReferral has written.");
        }
    }

    /// <summary>The referrals that are new or have changed since the last reading, with the properties that changed; none for a new referral.</summary>
    internal IReadOnlyList<(FpxReferral Referral, IReadOnlyList<string> Changed)> Advance(IEnumerable<FpxReferral> referrals)
    {
        var now = new Dictionary<string, Dictionary<string, string>>();
        var news = new List<(FpxReferral, IReadOnlyList<string>)>();
        foreach (FpxReferral referral in referrals)
        {
            string id = Identifier.Of(referral.ReferralId);
            Dictionary<string, string> state = now[id] = StateOf(referral);
            if (!_seen.TryGetValue(id, out Dictionary<string, string>? before))
            {
                news.Add((referral, []));
                continue;
            }

            string[] changed = [.. state.Where(property => !before.TryGetValue(property.Key, out string? old) || old != property.Value)
                .Select(property => property.Key)];
            if (changed.Length > 0) news.Add((referral, changed));
        }

        (_seen, IsNew) = (now, false);
        return news;
    }

    /// <summary>Writes the file in one step, so that a reader never sees half of it.</summary>
    internal void Save()
    {
        if (_path is null) return;
        WholeFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes(new BookmarkFile(_service, _seen), BookmarkJson.Default.BookmarkFile), "bookmark");
    }

    private static Dictionary<string, string> StateOf(FpxReferral referral)
    {
        using SHA256 hash = SHA256.Create();
        return Properties.ToDictionary(property => property.Name, property => Hash(property.GetValue(referral)));

        string Hash(object? value) => value switch
        {
            null => string.Empty,
            FpxLookup entry => Hash(entry.Id),
            DateTimeOffset date => Hash(date.UtcTicks),
            IEnumerable<FpxReferralWorkload> workloads =>
                Hash(string.Join("|", workloads.Select(workload => $"{workload.Id} {workload.Claimed}").OrderBy(text => text, StringComparer.Ordinal))),
            _ =>
                BitConverter.ToString(hash.ComputeHash(Encoding.UTF8.GetBytes(Convert.ToString(value, CultureInfo.InvariantCulture)!)), 0, 8)
                    .Replace("-", string.Empty),
        };
    }
}

internal sealed record BookmarkFile(string? Service, Dictionary<string, Dictionary<string, string>>? Referrals);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BookmarkFile))]
internal sealed partial class BookmarkJson : JsonSerializerContext;
