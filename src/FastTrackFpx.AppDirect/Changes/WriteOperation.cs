using FastTrackFpx.AppDirect.Requests;

namespace FastTrackFpx.AppDirect.Changes;

/// <summary>What happens if the response to a write is lost.</summary>
internal enum LostResponse
{
    /// <summary>Harmless to repeat: read back, and sent once more if it was not carried out.</summary>
    Repeat,

    /// <summary>Sent again with its key. A duplicate is a success.</summary>
    Key,

    /// <summary>Never sent again. What was created is found by its natural key among the records created since.</summary>
    Find,

    /// <summary>Never sent again, and not undone. Read back as far as the service shows it.</summary>
    Money,

    /// <summary>Sends a mail that nothing shows.</summary>
    Mail,

    /// <summary>Never sent again. The record shows it.</summary>
    State,

    /// <summary>Never sent again, and nothing shows it.</summary>
    Unseen,
}

/// <summary>An operation that changes something. The table of all is generated from appdirect.shapes.json.</summary>
internal sealed class WriteOperation(string id, string cmdlet, string method, string template, LostResponse lost)
{
    /// <summary>The operation's id in the document, which is the kind of its entries in the journal.</summary>
    internal string Id { get; } = id;

    internal string Cmdlet { get; } = cmdlet;

    internal string Method { get; } = method;

    internal string Template { get; } = template;

    internal LostResponse Lost { get; } = lost;

    /// <summary>True if the body is a list, of which the parameters describe one element.</summary>
    internal bool IsList { get; init; }

    internal RateBucket Bucket { get; init; }

    /// <summary>
    /// The path that shows the record; null if nothing does. Names in braces are ids, query parameters after a question mark, or paths in the body.
    /// </summary>
    internal string? RecordPath { get; init; }

    /// <summary>The path that shows what was created later than the response, with the place newId; null if the response shows it.</summary>
    internal string? NewPath { get; init; }

    /// <summary>The list that shows what was created.</summary>
    internal FindPlan? Find { get; init; }

    /// <summary>What the record shows once the write was carried out.</summary>
    internal KeyValuePair<string, string>[] Expected { get; init; } = [];

    /// <summary>The method and path of the request that shows what it costs.</summary>
    internal KeyValuePair<string, string>? Preview { get; init; }

    /// <summary>The operation that undoes it; null if it is undone with the former values, or not at all.</summary>
    internal string? UndoneBy { get; init; }

    /// <summary>The query parameter of that operation which takes the id of what was created.</summary>
    internal string? UndoQuery { get; init; }

    /// <summary>What restoring needs besides the former values.</summary>
    internal KeyValuePair<string, string>[] Restore { get; init; } = [];

    /// <summary>What to do instead of undoing it.</summary>
    internal string? Instead { get; init; }

    /// <summary>True if it sets values of a record, which the former values undo.</summary>
    internal bool SetsValues => Method is "PUT" or "PATCH" || (Method == "POST" && Lost == LostResponse.Repeat);
}

/// <summary>How a record that was created is found again.</summary>
/// <param name="List">The path of the list, or of the one record.</param>
/// <param name="Style">The paging of the list; null if it is one response.</param>
/// <param name="Filter">Query parameters, and where their values come from.</param>
/// <param name="Same">The natural key: paths in the body, and in the records of the list.</param>
/// <param name="Created">When a record was created; null if the list is compared with what it held before the create.</param>
/// <param name="Id">The path of a record's id.</param>
/// <param name="Roles">Roles that may read the list, if client credentials have none of them.</param>
internal sealed record FindPlan(
    string List, PageStyle? Style, KeyValuePair<string, string>[] Filter, KeyValuePair<string, string>[] Same, string? Created, string Id,
    params string[] Roles);

/// <summary>All operations that change something.</summary>
internal static partial class WriteOperations
{
    private static readonly Lazy<Dictionary<string, WriteOperation>> ById = new(
        static () => All.ToDictionary(static operation => operation.Id, StringComparer.Ordinal));

    /// <summary>The operation with an id; null if there is none, as for entries of other versions.</summary>
    internal static WriteOperation? Find(string id) => ById.Value.TryGetValue(id, out WriteOperation? operation) ? operation : null;
}
