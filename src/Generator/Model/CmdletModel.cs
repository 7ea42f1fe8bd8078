using FastTrackFpx.Generator.Inputs;

namespace FastTrackFpx.Generator.Model;

/// <summary>A parameter in one parameter set.</summary>
internal sealed record ParameterUse(string Set, bool IsMandatory, int? Position = null, bool FromPipeline = false, bool ByName = false)
{
    /// <summary>Reads a use such as "Id mandatory 0 property": the set, then what applies.</summary>
    public static ParameterUse Parse(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int? position = words.Skip(1).Select(word => int.TryParse(word, out int number) ? number : (int?)null).FirstOrDefault(number => number is not null);
        return new ParameterUse(words[0], words.Contains("mandatory"), position, words.Contains("pipeline"), words.Contains("property"));
    }
}

internal sealed record ParameterModel
{
    public required string Name { get; init; }

    public required string Type { get; init; }

    public List<ParameterUse> Uses { get; } = [];

    public SortedSet<string> Aliases { get; } = new(StringComparer.Ordinal);

    /// <summary>Attributes besides Parameter and Alias.</summary>
    public List<string> Attributes { get; } = [];

    public SortedSet<string> Codes { get; } = new(StringComparer.Ordinal);

    public string Initializer { get; init; } = string.Empty;
}

/// <summary>What happens to a write whose response is lost, and how it is undone.</summary>
internal sealed record WriteModel
{
    public required string Cmdlet { get; init; }

    public required string Lost { get; init; }

    /// <summary>The operation that undoes it.</summary>
    public string? Undo { get; init; }

    /// <summary>The query parameter of that operation which takes the id of what was created.</summary>
    public string? UndoQuery { get; init; }

    /// <summary>The operation that shows what it costs: method, and path with public names.</summary>
    public (string Method, string Template)? Preview { get; init; }

    /// <summary>True if the cmdlet can wait until the record shows that it was done.</summary>
    public bool CanWait { get; init; }

    /// <summary>The paging of the list that shows what was created.</summary>
    public string? Paging { get; init; }

    /// <summary>The roles that may read this list, if client credentials have none of them.</summary>
    public IReadOnlyList<string> ListRoles { get; init; } = [];

    public required Inputs.OperationShape Shape { get; init; }
}

/// <summary>A parameter set: one operation.</summary>
internal sealed record SetModel
{
    public required string Name { get; init; }

    public required ApiOperation Operation { get; init; }

    /// <summary>The record that comes out; null for rows of unknown shape or none.</summary>
    public string? Output { get; init; }

    public bool HasOutput { get; init; }

    /// <summary>Path with public names in braces.</summary>
    public required string Template { get; init; }

    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>Ids among the filters that the records take from the request.</summary>
    public IReadOnlyList<string> QueryIds { get; init; } = [];

    /// <summary>Calls on the query builder, in order.</summary>
    public IReadOnlyList<string> Query { get; init; } = [];

    public string? Paging { get; init; }

    public string? Bucket { get; init; }

    public string? BodyExpression { get; init; }

    /// <summary>Calls on the body builder, in order.</summary>
    public IReadOnlyList<string> Body { get; init; } = [];

    public bool BodyIsList { get; init; }

    /// <summary>The record that the body is.</summary>
    public string? BodyRecord { get; init; }

    /// <summary>The path that shows the record which a write changes.</summary>
    public string? RecordPath { get; init; }

    /// <summary>What is known of a write; null for an operation that reads.</summary>
    public WriteModel? Write { get; init; }

    /// <summary>True if it changes a record by what was edited in one that is piped in.</summary>
    public bool TakesRecord => Write is not null && Body.Count > 0 && (Operation.Method == "PUT" || (Operation.Method == "PATCH" && !BodyIsList));

    /// <summary>The record that it changes.</summary>
    public string? Record => Output ?? BodyRecord;

    /// <summary>True if the operation is a POST or PUT that only reads.</summary>
    public bool IsReadByBody => Operation.Method is not ("GET" or "HEAD");
}

internal sealed record CmdletModel
{
    public required string Name { get; init; }

    public required bool IsDaily { get; init; }

    public string Verb => Name.Split('-')[0];

    public string Noun => Name.Split('-')[1];

    public string ClassName => $"{Verb}{Noun}Command";

    public required IReadOnlyList<SetModel> Sets { get; init; }

    public required IReadOnlyList<ParameterModel> Parameters { get; init; }

    public string? DefaultSet { get; init; }

    /// <summary>The impact of a cmdlet that changes something; null for one that reads.</summary>
    public string? Impact { get; init; }

    /// <summary>The set for a piped record: record, set, and the ids it brings.</summary>
    public IReadOnlyList<(string Record, string Set, IReadOnlyList<(string Parameter, string Property)> Ids)> Inputs { get; init; } = [];

    /// <summary>The properties that a name with wildcards is compared with, separated by commas.</summary>
    public string? Wildcard { get; init; }

    /// <summary>True if the class is written by hand.</summary>
    public bool IsHandwritten { get; init; }

    public bool IsPaged => Sets.Any(set => set.Paging is not null);

    public IEnumerable<string> Outputs => Sets.Where(set => set.HasOutput)
        .Select(set => set.Output ?? "System.Management.Automation.PSObject").Distinct(StringComparer.Ordinal);
}
