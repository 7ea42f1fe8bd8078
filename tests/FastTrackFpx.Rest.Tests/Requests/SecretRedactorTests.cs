namespace FastTrackFpx.Rest.Tests.Requests;

public class SecretRedactorTests
{
    private const string Secret = "Ab+/cD9=e.f-g_h~Secret123";

    public static TheoryData<string> Forms => new(
        Secret,
        Secret.ToUpperInvariant(),
        Secret.Replace("/", "\\/"),
        Secret.Replace("+", "\\u002B").Replace("/", "\\u002f"),
        string.Concat(Secret.Select(letter => $"\\u{(int)letter:x4}")),
        Uri.EscapeDataString(Secret),
        WebUtility.UrlEncode(Secret)!,
        Uri.EscapeDataString(Uri.EscapeDataString(Secret)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes("x" + Secret + "yz")),
        Convert.ToBase64String(Encoding.UTF8.GetBytes("xy" + Secret)).Replace('+', '-').Replace('/', '_'),
        Convert.ToHexString(Encoding.UTF8.GetBytes(Secret)),
        string.Concat(Secret.Select(letter => $"%{(int)letter:x2}")),
        Uri.EscapeDataString(string.Concat(Secret.Select(letter => $"\\u{(int)letter:X4}"))),
        string.Concat(Secret.Select(letter => $"&#{(int)letter};")),
        string.Concat(Secret.Select(letter => $"&#x{(int)letter:x};")),
        string.Concat(Secret.Select(letter => $"\\x{(int)letter:x2}")),
        JsonSerializer.Serialize(JsonSerializer.Serialize(Secret)).Trim('"'),
        WebUtility.HtmlEncode(Uri.EscapeDataString(Secret.Replace("/", "\\/"))),
        Convert.ToBase64String(Encoding.Unicode.GetBytes(Secret)));

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_secret_is_removed_in_every_form(string form)
    {
        SecretRedactor redactor = SecretRedactor.Of(Secret);
        string core = form.Length > 20 ? form.Substring(4, form.Length - 8) : form;
        string text = redactor.Redact($"before {form} after");
        byte[] body = Encoding.UTF8.GetBytes($"{{\"a\":\"before {form} after\"}}");
        redactor.Redact(body);
        Assert.DoesNotContain(core, text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(core, Encoding.UTF8.GetString(body), StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("before ", text);
        Assert.EndsWith(" after\"}", Encoding.UTF8.GetString(body));
    }

    [Theory]
    [InlineData("Zo\u00eb Ad\u00e9l", "Zo%C3%AB Ad%c3%a9l")]
    [InlineData("Zo\u00eb Ad\u00e9l", "Zo\\u00EB Ad\\u00e9l")]
    [InlineData("Zo\u00eb Ad\u00e9l", "Zoe\u0308 Ade\u0301l")]
    [InlineData("Zo\u00eb Ad\u00e9l", "Zo&euml; Ad&#233;l")]
    [InlineData("Zo\u00eb Ad\u00e9l", "ZO\u00cb AD\u00c9L")]
    [InlineData("Zo\u00eb Ad\u00e9l", "Zo%C3%AB+Ad%C3%A9l")]
    public void Letters_beyond_ASCII_are_found_too(string value, string form)
    {
        var redactor = new SecretRedactor([value], 3);
        byte[] body = Encoding.UTF8.GetBytes($"x {form} y");
        redactor.Redact(body);
        Assert.Matches(@"^x \*+ y$", redactor.Redact($"x {form} y"));
        Assert.Matches(@"^x \*+ y$", Encoding.UTF8.GetString(body));
    }

    [Theory]
    [InlineData("0123456789abcdef and more", "x 0123456789ABCDEF and mo", "x ***")]
    [InlineData("0123456789abcdef and more", "x 0123456789abcde y", "x 0123456789abcde y")]
    [InlineData("***", "x *** y", "x *** y")]
    public void The_beginning_of_a_long_value_is_enough_if_it_may_be_cut_off(string value, string text, string redacted) =>
        Assert.Equal(redacted, new SecretRedactor([value], shortest: 3, knownBy: 16).Redact(text));

    [Fact]
    public void Other_text_stays() => Assert.Equal("nothing \\u002B here", SecretRedactor.Of(Secret).Redact("nothing \\u002B here"));
}
