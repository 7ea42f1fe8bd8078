using FastTrackFpx.Rest.Content;

namespace FastTrackFpx.Lookups;

/// <summary>Reads lists and lookup references of FPX records.</summary>
internal static class LookupJson
{
    /// <summary>The objects of an array; null if there is none.</summary>
    internal static FpxList<T>? List<T>(this JsonRecord record, string name, Func<JsonRecord, T> read)
        where T : class => record.ListOf(name, read) is { } items ? new FpxList<T>(items) : null;

    /// <summary>The strings of an array; null if there is none.</summary>
    internal static FpxList<string>? Texts(this JsonRecord record, string name) => record.TextsOf(name) is { } texts ? new FpxList<string>(texts) : null;

    /// <summary>A reference to an entry of one of the service's lists.</summary>
    internal static FpxLookup? Lookup(this JsonRecord record, string name) =>
        record.Object(name, value => new FpxLookup { Id = value.Id("id"), Name = value.Text("name") });
}
