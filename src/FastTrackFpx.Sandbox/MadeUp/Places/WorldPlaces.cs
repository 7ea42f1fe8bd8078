using System.Collections.Immutable;

namespace FastTrackFpx.Sandbox.MadeUp.Places;

/// <summary>All places, and how often each one comes up.</summary>
internal static class WorldPlaces
{
    public static ImmutableArray<Place> All { get; } =
    [
        EnglishPlaces.UnitedStates, EnglishPlaces.UnitedKingdom, EuropeanPlaces.Germany, EuropeanPlaces.France, EuropeanPlaces.Greece,
        EuropeanPlaces.Ukraine, AmericanPlaces.Mexico, AmericanPlaces.Brazil, AsianPlaces.Japan, AsianPlaces.Taiwan, AsianPlaces.Korea,
        AsianPlaces.India, AsianPlaces.Emirates,
    ];

    /// <summary>Twenty tenants in a row come from these places.</summary>
    public static ImmutableArray<int> Round { get; } = [0, 2, 1, 8, 3, 0, 6, 9, 2, 10, 0, 5, 7, 1, 12, 8, 0, 4, 3, 11];
}
