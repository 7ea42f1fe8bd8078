using System.Collections.Immutable;

namespace FastTrackFpx.Sandbox.MadeUp.Places;

/// <summary>A part of the world that made-up customers come from, in its own language and script.</summary>
internal sealed record Place
{
    public required string Country { get; init; }

    public required string Language { get; init; }

    public required string TimeZone { get; init; }

    public required string PhonePrefix { get; init; }

    public required string TopLevelDomain { get; init; }

    /// <summary>How a company's name is put together: {0} its own name, {1} its trade, {2} the city or nothing.</summary>
    public required string CompanyForm { get; init; }

    /// <summary>Whether the family name goes first.</summary>
    public bool FamilyNameFirst { get; init; }

    /// <summary>What stands between the parts of a person's name.</summary>
    public string NameGap { get; init; } = " ";

    /// <summary>Companies' own names, each as it is written and as a domain writes it.</summary>
    public required ImmutableArray<(string Written, string Latin)> Names { get; init; }

    public required ImmutableArray<(string Written, string Latin)> Trades { get; init; }

    public required ImmutableArray<string> Cities { get; init; }

    public required ImmutableArray<(string Written, string Latin)> GivenNames { get; init; }

    public required ImmutableArray<(string Written, string Latin)> FamilyNames { get; init; }

    public required ImmutableArray<string> Titles { get; init; }

    /// <summary>What people of this place write into notes.</summary>
    public required ImmutableArray<string> Remarks { get; init; }
}
