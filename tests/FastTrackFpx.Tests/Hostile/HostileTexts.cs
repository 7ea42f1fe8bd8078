namespace FastTrackFpx.Tests.Hostile;

/// <summary>Texts that want to be something else than a value: a header, another path, another host, a query, the end of a line.</summary>
internal static class HostileTexts
{
    /// <summary>What must never be seen outside an escaped value.</summary>
    public const string Mark = "Injected";

    private static readonly string Long = new('x', 1 << 20);

    public static IReadOnlyList<string> All { get; } =
    [
        $"a\r\nX-{Mark}: yes", "..", $"../../{Mark}", $"..%2f..%2f{Mark}", $"a?{Mark}=1&page=9", $"a#{Mark}", $"a&{Mark}=1", $"a\0{Mark}", $"\u2025\uFF0F{Mark}",
        "\uD800", $"//{Mark}.example/x", $"https://{Mark}.example/x", $"@{Mark}.example:1/x", $"\u001b]0;{Mark}\a", $"a:{Mark}", $"*{Mark}[", " ", Long,
    ];
}
