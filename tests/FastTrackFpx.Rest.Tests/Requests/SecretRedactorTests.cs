using System.Net;
using System.Text;
using FastTrackFpx.Rest.Http;

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
        Convert.ToHexString(Encoding.UTF8.GetBytes(Secret)));

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

    [Fact]
    public void Other_text_stays() => Assert.Equal("nothing \\u002B here", SecretRedactor.Of(Secret).Redact("nothing \\u002B here"));
}
