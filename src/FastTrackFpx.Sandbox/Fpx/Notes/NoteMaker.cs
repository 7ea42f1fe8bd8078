using System.Text;
using FastTrackFpx.Sandbox.Fpx.Tenants;
using FastTrackFpx.Sandbox.MadeUp;

namespace FastTrackFpx.Sandbox.Fpx.Notes;

/// <summary>Makes up notes. One tenant in forty has a note of the maximum length.</summary>
internal sealed class NoteMaker(int seed)
{
    public const int LongestText = 1_048_576;
    private const int LongNoteTenants = 40;

    public IEnumerable<NoteRecord> Notes(TenantRecord tenant)
    {
        var dice = new Dice(seed, "notes", tenant.Ordinal);
        Place place = WorldPlaces.All[tenant.Place];
        int count = tenant.Ordinal % 16 == 3 ? dice.Between(30, 60) : dice.Below(9);
        DateTimeOffset time = MadeUpTime.Today.AddDays(-540);
        for (int i = 0; i < count; i++)
        {
            time = time.AddDays(dice.Between(1, 540 / (count + 1))).AddMinutes(dice.Below(600));
            int category = dice.Chance(60) ? 1 : 1 + dice.Below(5);
            string? author = dice.Chance(85) ? Person.From(place, ref dice).Name : null;
            yield return new NoteRecord(Text(ref dice, place), author, MadeUpTime.Text(time), category);
        }

        if (tenant.Ordinal % LongNoteTenants == 5)
        {
            yield return new NoteRecord(
                LongText(place), Person.From(place, ref dice).Name, MadeUpTime.Text(MadeUpTime.Today.AddDays(-3)), 1);
        }
    }

    private static string Text(ref Dice dice, Place place)
    {
        var text = new StringBuilder();
        for (int lines = 1 + dice.Below(4); lines > 0; lines--)
        {
            if (text.Length > 0) text.Append(dice.Chance(50) ? "\r\n" : " ");
            text.Append(place.Remarks[dice.Below(place.Remarks.Length)]);
        }

        return text.ToString();
    }

    private static string LongText(Place place)
    {
        var text = new StringBuilder(LongestText + 200);
        for (int i = 0; text.Length < LongestText; i++) text.Append(place.Remarks[i % place.Remarks.Length]).Append('\n');
        // Half of a surrogate pair would not be valid text.
        int length = char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText;
        return text.ToString(0, length);
    }
}
