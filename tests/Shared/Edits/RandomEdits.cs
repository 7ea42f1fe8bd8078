using CsCheck;
using Xunit.Sdk;

namespace FastTrackFpx.Tests.Shared;

/// <summary>An edit of the record $r in a culture, and the way that the record goes before it is edited.</summary>
internal sealed record RandomEdit(string Property, string Value, string Way, string Culture)
{
    /// <summary>Sets the culture: the first statement of each script, which may run on a thread of its own.</summary>
    public string Setup => $"[cultureinfo]::CurrentCulture = '{Culture}'";

    public override string ToString() => $"{Setup}; $r = {Way}; $r.{Property} = {Value}";
}

/// <summary>
/// Random edits of records. The seed is the same in every run, unless
/// FASTTRACKFPX_TEST_SEED is "random" or the seed of a failure; FASTTRACKFPX_TEST_EDITS is the number of edits.
/// </summary>
internal static class RandomEdits
{
    private const string SeedVariable = "FASTTRACKFPX_TEST_SEED";
    private const string CountVariable = "FASTTRACKFPX_TEST_EDITS";
    private const string UsualSeed = "0001xMcu1Ry9";
    private const int UsualCount = 50;

    private static readonly string[] Ways =
    [
        "$r", "$r", "$r | Select-Object *", "$r | ConvertTo-Json | ConvertFrom-Json", "$r | ConvertTo-Csv | ConvertFrom-Csv",
        "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($r, 2))",
    ];

    private static readonly string[] Cultures = ["en-US", "en-US", "de-DE", "tr-TR", "ar-SA", "th-TH", "fa-IR"];

    /// <summary>Values as PowerShell writes them, of every kind that somebody may assign.</summary>
    private static readonly string[] CommonValues =
    [
        "'Edited'", "' two  blanks '", "''", "'  '", "$null", "$misspelt", "'ünïcödé 日本'", "\"half a $([char]0xD83D) pair\"", "\"a $([char]0) inside\"", "'a@example.com'", "{ script }", "@{ Name = 'Italy' }", "@{ Land = 'Italy' }",
        "$true", "$false", "'yes'", "'no'", "'maybe'", "0", "1", "2", "17", "-1", "1.5", "'1,5'", "'1.000'", "'5kb'", "99999", "9999999999", "'0f8fad5b-d9cb-469f-a165-70867728950e'", "[guid]'0f8fad5b-d9cb-469f-a165-70867728950e'",
        "'2027-03-31'", "'2027-03-31T14:30:00Z'", "[datetime]'2027-03-31'", "[datetime]::SpecifyKind('2027-03-31', 'Utc')", "[datetime]::SpecifyKind('2027-03-31T23:30', 'Local')", "[datetimeoffset]'2027-03-31T00:00:00+10:00'",
        "[datetimeoffset]'2027-03-31T00:00:00-10:00'", "[DateOnly]::new(2027, 3, 31)", "[TimeOnly]::new(3, 31)", "[timespan]'03:31'", "'1.4.2027'", "'03/04/2027'", "'12:30'", "@('a', 'b')", "@()", "[DBNull]::Value", "\"a $([char]1) control\"", "[uri]'https://example.com/'",
    ];

    /// <summary>Checks many edits in a row. The message of a failure has the seed, and the edit as a script.</summary>
    public static void Check(IReadOnlyList<string> properties, IReadOnlyList<string> values, Action<RandomEdit> check)
    {
        string seed = Environment.GetEnvironmentVariable(SeedVariable) ?? UsualSeed;
        PCG random = seed == "random" ? new PCG((uint)Environment.TickCount, (ulong)DateTime.UtcNow.Ticks) : PCG.Parse(seed);
        seed = random.ToString();
        int count = Environment.GetEnvironmentVariable(CountVariable) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : UsualCount;
        Gen<RandomEdit> edits = Gen.Select(OneOf(properties), OneOf([.. CommonValues, .. values]), OneOf(Ways), OneOf(Cultures))
            .Select((property, value, way, culture) => new RandomEdit(property, value, way, culture));
        for (int number = 1; number <= count; number++)
        {
            RandomEdit edit = edits.Generate(random, null, out _);
            try
            {
                check(edit);
            }
            catch (Exception failure)
            {
                throw new XunitException($"Edit {number} of {SeedVariable}={seed}: {edit}\n{failure.Message}", failure);
            }
        }
    }

    private static Gen<string> OneOf(IReadOnlyList<string> texts) => Gen.Int[0, texts.Count - 1].Select(place => texts[place]);
}
