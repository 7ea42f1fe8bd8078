namespace FastTrackFpx.Client.Tests.Bench;

internal static class Sequences
{
    internal static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> sequence)
    {
        var items = new List<T>();
        await foreach (T item in sequence) items.Add(item);
        return items;
    }
}
