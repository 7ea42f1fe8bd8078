namespace FastTrackFpx.Requests;

/// <summary>Reads a list that has no method of its own, page by page.</summary>
internal static class PageThrough
{
    private static readonly string[] MoreNames = { "hasMore", "moreRecords" };

    public static async Task WriteAsync(CmdletRun run, Func<IEnumerable<KeyValuePair<string, string>>, Task<RawResponse>> read)
    {
        object? before = null;
        for (int page = 1; ; page++)
        {
            var number = new KeyValuePair<string, string>("page", page.ToString(CultureInfo.InvariantCulture));
            RawResponse response = await read(page == 1 ? [] : [number]).ConfigureAwait(false);
            (string text, object? value) = (response.Text, response.Value);

            // A service that ignores page numbers returns the same page for ever.
            if (Equals(before, text)) return;
            before = text;

            IReadOnlyList<object?> records = Records(value);
            foreach (object? record in records)
            {
                if (PlainObject.ToPowerShell(record) is { } item) await run.WriteAsync(item).ConfigureAwait(false);
            }

            if (records.Count == 0 || !HasMore(value)) return;
        }
    }

    // A page is an object with one array in it, whatever its name; anything else is one page by itself.
    private static IReadOnlyList<object?> Records(object? body) => body switch
    {
        List<object?> items => items,
        List<KeyValuePair<string, object?>> members when members.Count(member => member.Value is List<object?>) == 1 =>
            (List<object?>)members.Single(member => member.Value is List<object?>).Value!,
        null => Array.Empty<object?>(),
        _ => new[] { body },
    };

    private static bool HasMore(object? body) => body is List<KeyValuePair<string, object?>> members
        && members.Any(member => MoreNames.Contains(member.Key, StringComparer.OrdinalIgnoreCase) && member.Value is true);
}
