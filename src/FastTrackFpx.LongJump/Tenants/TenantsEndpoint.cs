using System.Xml.Linq;

namespace FastTrackFpx.LongJump.Tenants;

internal sealed class TenantsEndpoint(RestClient client)
{
    internal const string Root = LongJumpProfile.Root + "/tenant";

    private const string FirstPageKey = "first page of tenants";

    internal static string PathOf(string id) => $"{Root}/{Uri.EscapeDataString(id)}";

    /// <summary>A filter for a part of a value. The document does not say how a quote is written, so the longest part without one is searched.</summary>
    internal static IReadOnlyList<KeyValuePair<string, string>> Contains(string field, string text)
    {
        string part = text.Split('\'', '*', '?', '[', ']', '`').OrderByDescending(piece => piece.Length).First();
        return part.Trim().Length == 0 ? [] : [new("filter", $"{field} contains '{part}'")];
    }

    internal Task<LongJumpTenant> GetAsync(string id, CancellationToken cancellationToken) => client.SendAsync(
        new RestRequest("GET", PathOf(id)),
        response => PlatformContent.Read(response, static (platform, _) =>
            TenantField.Read(PlatformMessage.Child(platform, "tenant") ?? throw new FormatException("the element tenant is missing"))),
        cancellationToken);

    /// <summary>A tenant; null if the service does not have it, or marks it as deleted.</summary>
    internal async Task<LongJumpTenant?> FindAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync(id, cancellationToken).ConfigureAwait(false) is { IsDeleted: not true } tenant ? tenant : null;
        }
        catch (ServiceException missing) when (missing.ErrorCode == ErrorCode.NotFound)
        {
            return null;
        }
    }

    internal PagedSequence<LongJumpTenant> List(IReadOnlyList<KeyValuePair<string, string>> query)
    {
        long seen = 0;
        string? firstId = null;
        // What the first page is numbered is known only when the second one is read, so records are not skipped by page numbers.
        return new PagedSequence<LongJumpTenant>(ReadAsync) { Key = static tenant => tenant.TenantId, CanJump = false };

        async Task<Page<LongJumpTenant>> ReadAsync((int Number, int Size) page, CancellationToken cancellationToken)
        {
            (List<LongJumpTenant> items, long? total) = await SendAsync(query, page, cancellationToken).ConfigureAwait(false);
            if (page.Number == 1) (seen, firstId) = (0, items.FirstOrDefault()?.TenantId);
            else if (page.Number == 2 && items.Count > 0 && items[0].TenantId is { } id && id == firstId && !client.Remembered.ContainsKey(FirstPageKey))
            {
                // The page after page 0 is page 0 again: this service numbers pages from 1.
                client.Remembered[FirstPageKey] = "1";
                (items, total) = await SendAsync(query, page, cancellationToken).ConfigureAwait(false);
            }

            seen += items.Count;
            return new Page<LongJumpTenant>(items) { Count = total, HasMore = items.Count > 0 && (total is { } all ? seen < all : items.Count >= page.Size) };
        }
    }

    private Task<(List<LongJumpTenant> Items, long? Total)> SendAsync(
        IReadOnlyList<KeyValuePair<string, string>> query, (int Number, int Size) page, CancellationToken cancellationToken)
    {
        int offset = client.Remembered.ContainsKey(FirstPageKey) ? 0 : 1;
        // The first page is the default, whatever its number is.
        KeyValuePair<string, string>[] number = page.Number == 1 ? [] : [new("page", Identifier.Of(page.Number - offset))];
        var request = new RestRequest("GET", Root)
        {
            Query = [.. query, new("pageSize", Identifier.Of(page.Size)), .. number, new("getTotalRecordCount", "true")],
        };
        return client.SendAsync(request, static response => PlatformContent.Read(response, ReadPage), cancellationToken);
    }

    private static (List<LongJumpTenant> Items, long? Total) ReadPage(XElement platform, PlatformMessage message)
    {
        List<LongJumpTenant> items = [.. platform.Elements().Where(element => element.Name.LocalName == "tenant").Select(TenantField.Read)];
        // The total is beside the message, or inside it.
        string? text = PlatformMessage.Text(platform, "totalRecordCount") ?? PlatformMessage.Text(message.Element, "totalRecordCount");
        return (items, long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long total) ? total : null);
    }
}
