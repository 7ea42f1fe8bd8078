namespace FastTrackFpx.Tests.Redaction;

/// <summary>A value of its own for every secret and every personal field, by which it is known wherever it comes out.</summary>
internal static class Canaries
{
    public const string Password = "Zq-Password-4711";
    public const string WrongPassword = "Zq-WrongOne-4712";
    public const string KeyPassphrase = "Zq-Passphrase-4713";
    public const string OpaqueToken = "Zq-OpaqueToken-4714";

    /// <summary>The fields of a contact, as parameters of New-FpxContact take them.</summary>
    public static readonly (string Name, string Value)[] Contact =
    [
        ("Name", "Zqname Birdsong"), ("Email", "zqmail@canary.example"), ("Phone", "+49 8765 4320001"), ("Title", "Zqtitle Keeper"),
        ("ManagerName", "Zqboss Birdsong"), ("ManagerEmail", "zqbossmail@canary.example"), ("Note", "Zqcontactnote sings"), ("Evidence", "Zqevidence of song"),
        ("ApprovedSurvey", "Zqsurvey of song"),
    ];

    public const string NoteText = "Zqnotetext: the bird sings at dawn and is called Zqnotebird.";
    public const string TokenUser = "zqtokenuser";
    public const string Owner = "Zqowner Birdsong";
    public const string StatusNotes = "Zqstatusnotes of song";
    public const string OtherMail = "zqothermail@canary.example";
    public static readonly string Token = Jwt(TimeSpan.FromHours(1));
    public static readonly string[] Secrets = [Password, WrongPassword, KeyPassphrase, OpaqueToken, Token, Token.Split('.')[1]];

    /// <summary>What may come out as a record, in the question before a write, and in the journal.</summary>
    public static readonly string[] Personal =
    [
        .. Contact.Select(field => field.Value), "Zqnotebird", "Zqnotetext", TokenUser, Owner, StatusNotes, OtherMail,
        // Half of one is no better.
        "Zqname", "zqmail", "4320001", "Zqtitle", "Zqboss", "zqbossmail", "Zqcontactnote", "Zqevidence", "Zqsurvey", "Zqowner", "Zqstatusnotes", "zqothermail",
    ];

    public static string Jwt(TimeSpan lasts) => Shared.Secrets.Jwt(DateTimeOffset.UtcNow.Add(lasts), TokenUser);

    /// <summary>The canaries that a text holds, each with its surroundings.</summary>
    public static IEnumerable<string> In(string text, IEnumerable<string> canaries, string where) =>
        from canary in canaries
        let at = text.IndexOf(canary, StringComparison.OrdinalIgnoreCase)
        where at >= 0
        select $"{where}: '{canary}' in ...{text[Math.Max(0, at - 80)..Math.Min(text.Length, at + canary.Length + 40)].ReplaceLineEndings(" ")}...";
}
