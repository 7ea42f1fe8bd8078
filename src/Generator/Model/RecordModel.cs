namespace FastTrackFpx.Generator.Model;

internal enum ValueKind
{
    Text,
    Number,
    Whole,
    Flag,
    Date,

    /// <summary>Whatever comes, as plain values.</summary>
    Any,

    /// <summary>A reference by id and address, which becomes two properties.</summary>
    Link,

    Record,

    /// <summary>A reference or the whole record: lists refer, single reads embed.</summary>
    LinkOrRecord,
}

/// <summary>A property of a record.</summary>
internal sealed record PropertyModel
{
    public required string Name { get; init; }

    /// <summary>The spelling that is written; null if the property is not part of the JSON.</summary>
    public required string? Wire { get; init; }

    /// <summary>All spellings that are read, the written one first.</summary>
    public IReadOnlyList<string> Spellings { get; init; } = [];

    public required ValueKind Kind { get; init; }

    public bool IsList { get; init; }

    /// <summary>The type of records.</summary>
    public string? Record { get; init; }

    /// <summary>The property that a reference's id goes to.</summary>
    public string? IdName { get; init; }

    /// <summary>True if that is a property of its own wire name as well.</summary>
    public bool SharesId { get; init; }

    public string Unit { get; init; } = string.Empty;

    /// <summary>An expression that stands in for a missing value.</summary>
    public string? Computed { get; init; }

    public bool IsReadOnly { get; init; }

    public IReadOnlyList<string> Codes { get; init; } = [];

    /// <summary>True for a value that PowerShell would convert by a guess, and that a request may send.</summary>
    public bool IsStrict => !IsReadOnly && Computed is null
        && (IsNumberText || Kind is ValueKind.Flag or ValueKind.Date or ValueKind.Number or ValueKind.Whole);

    /// <summary>True for a number that is a text in JSON.</summary>
    public bool IsNumberText { get; init; }

    public string CSharpType => Kind switch
    {
        ValueKind.Text or ValueKind.Link => IsList ? "string[]?" : "string?",
        ValueKind.Number => IsList ? "decimal[]?" : "decimal?",
        ValueKind.Whole => IsList ? "long[]?" : "long?",
        ValueKind.Flag => "bool?",
        ValueKind.Date => "DateTimeOffset?",
        ValueKind.Any => IsList ? "object?[]?" : "object?",
        _ => IsList ? $"{Record}[]?" : $"{Record}?",
    };
}

/// <summary>A public record.</summary>
internal sealed record RecordModel
{
    public required string Name { get; init; }

    public required string Summary { get; init; }

    public required IReadOnlyList<string> Schemas { get; init; }

    public IReadOnlyList<PropertyModel> Properties { get; init; } = [];

    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>All public names, those of references included.</summary>
    public IEnumerable<string> PublicNames => Properties.SelectMany(property => property.Kind switch
    {
        ValueKind.Link => Reference(property),
        ValueKind.LinkOrRecord => Reference(property).Append(property.Name),
        _ => [property.Name],
    });

    private static IEnumerable<string> Reference(PropertyModel property) =>
        property.SharesId ? [property.IdName![..^2] + "Href"] : [property.IdName!, property.IdName![..^2] + "Href"];
}
