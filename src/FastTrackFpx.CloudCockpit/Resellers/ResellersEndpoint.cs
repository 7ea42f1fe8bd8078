namespace FastTrackFpx.CloudCockpit.Resellers;

/// <summary>Reads resellers.</summary>
internal sealed class ResellersEndpoint(RestClient client)
{
    /// <summary>The service accepts 2,000; smaller pages arrive sooner.</summary>
    private const int PageSize = 1000;

    /// <summary>The resellers that a search finds.</summary>
    /// <param name="filters">Query parameters.</param>
    /// <param name="check">Looks at each page as it arrives.</param>
    internal PagedSequence<CloudCockpitReseller> List(
        IReadOnlyList<KeyValuePair<string, string>> filters, Action<IReadOnlyList<CloudCockpitReseller>>? check = null) => new(async (page, end) =>
    {
        Page<CloudCockpitReseller> read = await ReadAsync(filters, page, end).ConfigureAwait(false);
        check?.Invoke(read.Items);
        return read;
    })
        { Key = static reseller => reseller.ResellerId, LargestSize = PageSize };

    private async Task<Page<CloudCockpitReseller>> ReadAsync(
        IReadOnlyList<KeyValuePair<string, string>> filters, (int Number, int Size) page, CancellationToken cancellationToken)
    {
        var request = new RestRequest("GET", "/v1/Resellers")
        {
            Query = [new("pageNumber", Identifier.Of(page.Number)), new("pageSize", Identifier.Of(page.Size)), .. filters],
        };
        ResellerPage read = await client.SendAsync(
            request, response => JsonBody.Read(response, ResellerJson.Default.ResellerPage), cancellationToken).ConfigureAwait(false);
        List<CloudCockpitReseller> items = [.. (read.Items ?? []).OfType<CloudCockpitReseller>()];
        return new Page<CloudCockpitReseller>(items)
        {
            Count = read.TotalCount,
            HasMore = read.HasNextPage ?? (read.TotalPages is { } pages ? page.Number < pages : items.Count >= page.Size),
        };
    }
}

internal sealed class ResellerPage
{
    public List<CloudCockpitReseller?>? Items { get; set; }

    public long? TotalPages { get; set; }

    public long? TotalCount { get; set; }

    public bool? HasNextPage { get; set; }
}

/// <summary>The service's JSON as records, without reflection. Names are matched without case; unknown names are ignored.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    AllowTrailingCommas = true,
    MaxDepth = JsonBody.Depth,
    Converters =
    [
        typeof(TextConverter), typeof(NullableGuidConverter), typeof(NullableWholeConverter), typeof(NullableDecimalConverter),
        typeof(NullableFlagConverter),
    ])]
[JsonSerializable(typeof(ResellerPage))]
internal sealed partial class ResellerJson : JsonSerializerContext;
