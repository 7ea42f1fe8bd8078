namespace FastTrackFpx.Sandbox.MadeUp;

/// <summary>A made-up person.</summary>
/// <param name="Name">The whole name in the order and script of its place.</param>
/// <param name="Given">The given name.</param>
/// <param name="Family">The family name.</param>
/// <param name="MailName">The part of the mail address before the @.</param>
internal sealed record Person(string Name, string Given, string Family, string MailName)
{
    public static Person From(Place place, ref Dice dice)
    {
        PlaceName given = place.GivenNames[dice.Below(place.GivenNames.Length)];
        PlaceName family = place.FamilyNames[dice.Below(place.FamilyNames.Length)];
        string name = place.FamilyNameFirst
            ? family.Written + place.NameGap + given.Written
            : given.Written + place.NameGap + family.Written;
        return new Person(name, given.Written, family.Written, $"{given.Latin}.{family.Latin}");
    }

    public static string Phone(Place place, ref Dice dice) => place.PhonePrefix + dice.Between(100, 999);
}
