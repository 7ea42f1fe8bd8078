using FastTrackFpx.Sandbox.MadeUp.Places;

namespace FastTrackFpx.Sandbox.MadeUp;

/// <summary>A made-up person.</summary>
/// <param name="Name">The whole name in the order and script of its place.</param>
/// <param name="MailName">What stands before the @ of the mail address.</param>
internal sealed record Person(string Name, string MailName)
{
    public static Person From(Place place, ref Dice dice)
    {
        (string given, string givenLatin) = place.GivenNames[dice.Below(place.GivenNames.Length)];
        (string family, string familyLatin) = place.FamilyNames[dice.Below(place.FamilyNames.Length)];
        string name = place.FamilyNameFirst ? family + place.NameGap + given : given + place.NameGap + family;
        return new Person(name, $"{givenLatin}.{familyLatin}");
    }

    public static string Phone(Place place, ref Dice dice) => place.PhonePrefix + dice.Between(100, 999);
}
