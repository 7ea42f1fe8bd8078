namespace FastTrackFpx.Rest.Data;

/// <summary>What a column holds. A database has its own type for each.</summary>
internal enum ColumnType
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number with a fraction.</summary>
    Real,

    /// <summary>An amount of money, or another decimal number.</summary>
    Decimal,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A GUID.</summary>
    Id,

    /// <summary>A moment in UTC.</summary>
    Time,

    /// <summary>A JSON array of names.</summary>
    Names,
}

/// <summary>A column of a table.</summary>
/// <param name="Name">Its name in the database.</param>
/// <param name="Type">What it holds.</param>
internal sealed record Column(string Name, ColumnType Type);
