namespace FastTrackFpx.Tests.Rules;

/// <summary>The rules on notes.</summary>
internal static class NoteRuleCases
{
    private const int Longest = 1_048_576;

    public static IReadOnlyList<RuleCase> All { get; } =
    [
        new("A note without a text", "TextRequired", "Text", world => world.NewNote("Text", "")) { ServiceSays = "A note needs a text." },
        new("A note from an empty file", "TextRequired", "Path", world => world.NewNote("Path", world.FileOf("empty.txt", ""))) { ServiceSays = "A note needs a text." },
        new("A note that is a character too long", "TextLength", "Text", world => world.NewNote("Text", new string('x', Longest + 1))) { ServiceSays = "The text has 1048577 characters" },
        new("A note from a file that is a character too long", "TextLength", "Path", world => world.NewNote("Path", world.FileOf("long.txt", new string('x', Longest + 1))))
            { ServiceSays = "The text has 1048577 characters" },
        new("Half a character", "TextWhole", "Text", world => world.NewNote("Text", "half \ud83d")) { NeverSentBecause = "JSON cannot carry it; it would arrive as another character." },
        new("A category by a name that no list has", "UnknownName", "NoteCategory", world => world.NewNote("Text", "x", "Gossip"))
        {
            ErrorId = "UnknownName", BreakSent = world => world.NewNote("Text", "x", "98765"), ServiceSays = "There is no note category 98765.",
        },
    ];
}
