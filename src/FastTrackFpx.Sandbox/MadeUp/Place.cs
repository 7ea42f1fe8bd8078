using System.Collections.Immutable;
using System.Globalization;

namespace FastTrackFpx.Sandbox.MadeUp;

/// <summary>A part of the world that made-up customers come from, in its own language and script. Read from places.json.</summary>
internal sealed record Place
{
    public required string Country { get; init; }

    public required string CountryCode { get; init; }

    public required string Language { get; init; }

    public required string TimeZone { get; init; }

    public required string PhonePrefix { get; init; }

    public required string TopLevelDomain { get; init; }

    /// <summary>How a company's name is composed: {0} its own name, {1} its trade, {2} the city or nothing.</summary>
    public required string CompanyForm { get; init; }

    /// <summary>True if the family name comes first.</summary>
    public bool FamilyNameFirst { get; init; }

    /// <summary>What separates the parts of a person's name.</summary>
    public string NameGap { get; init; } = " ";

    /// <summary>Companies' own names, each with its form in a domain.</summary>
    public required ImmutableArray<PlaceName> Names { get; init; }

    public required ImmutableArray<PlaceName> Trades { get; init; }

    public required ImmutableArray<string> Cities { get; init; }

    public required ImmutableArray<PlaceName> GivenNames { get; init; }

    public required ImmutableArray<PlaceName> FamilyNames { get; init; }

    public required ImmutableArray<string> Titles { get; init; }

    /// <summary>What people of this place write into notes.</summary>
    public required ImmutableArray<string> Remarks { get; init; }
}

/// <summary>A name as it is written, and in Latin letters as a domain or a mail address writes it.</summary>
internal sealed record PlaceName(string Written, string Latin);

/// <summary>A made-up company.</summary>
internal sealed record Company(string Name, string Domain, int Place)
{
    /// <summary>The n-th company of the world. No two have the same name.</summary>
    public static Company Make(int seed, int number)
    {
        int shift = (int)((uint)seed % 1009);
        ImmutableArray<int> round = WorldPlaces.Round;
        int slot = (number + shift) % round.Length;
        int place = round[slot];
        // Counts the companies of a place one by one.
        int perRound = round.Count(other => other == place);
        int before = round.Take(slot).Count(other => other == place);
        return OfPlace(place, (number / round.Length * perRound) + before, shift);
    }

    private static Company OfPlace(int index, int number, int shift)
    {
        Place place = WorldPlaces.All[index];
        int pairs = place.Names.Length * place.Trades.Length;
        int pair = (int)((((long)number * 77) + (shift * 13L)) % pairs);
        int round = number / pairs;
        PlaceName own = place.Names[pair % place.Names.Length];
        PlaceName trade = place.Trades[pair / place.Names.Length];
        string city = round == 0 ? "" : round <= place.Cities.Length ? place.Cities[round - 1]
            : round.ToString(CultureInfo.InvariantCulture);
        string gap = place.NameGap.Length == 0 || place.FamilyNameFirst || city.Length == 0 ? "" : " ";
        string name = string.Format(CultureInfo.InvariantCulture, place.CompanyForm, own.Written, trade.Written, gap + city);
        string suffix = round == 0 ? "" : round.ToString(CultureInfo.InvariantCulture);
        return new Company(name, $"{own.Latin}-{trade.Latin}{suffix}.{place.TopLevelDomain}", index);
    }
}
