using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FastTrackFpx.Requests;

namespace FastTrackFpx.Client.Tests.Connection;

[Trait("Category", "Slow")]
public class PersonalDataTests
{
    private const string Canary = "Kanarienvogel";

    private static readonly string Whole = $$"""
        {"rfaId":1,"count":1,"items":[{"contactId":"123e4567-e89b-12d3-a456-426655440000","name":"{{Canary}}","EMAIL":"{{Canary}}@example.com","phone":{{int.MaxValue}},
        "managerName" : "a\"b {{Canary}}","managerEmail":"{{Canary}}","title":"{{Canary}}","note":"{{Canary}}","createdBy":["{{Canary}}",{"x":"{{Canary}}" }],
        "owner":{"id":1,"display":"{{Canary}}"},"other":"write to {{Canary}}@example.com","isEngaged":true,"timezone":{"id":7,"name":"{{Canary}}" } }]}
        """;

    [Fact]
    public void A_body_without_personal_data_stays_as_it_was()
    {
        const string body = """[{"id": 1, "name": "UTC", "n": [1, 2.5, null, true], "o": {}}]""";

        Assert.Equal(body, PersonalData.RedactBody(body, namesArePersonal: false));
    }

    [Fact]
    public void Nobody_is_named_in_a_masked_body()
    {
        string masked = PersonalData.RedactBody(Whole, namesArePersonal: true);

        Assert.DoesNotContain(Canary, masked);
        Assert.DoesNotContain(int.MaxValue.ToString(), masked);
        Assert.Contains("123e4567-e89b-12d3-a456-426655440000", masked);
        Assert.Contains("\"isEngaged\":true", masked);
    }

    [Fact]
    public void Wherever_a_body_is_cut_off_nobody_is_named()
    {
        for (int length = 0; length <= Whole.Length; length++)
        {
            string masked = PersonalData.RedactBody(Whole[..length], namesArePersonal: true);
            Assert.DoesNotContain("Kana", masked);
        }
    }

    [Theory]
    [InlineData("/a?searchTerm=Kanarienvogel&page=1", "/a?searchTerm=***&page=1")]
    [InlineData("/a?x=1&SEARCHTERM=K%20v", "/a?x=1&SEARCHTERM=***")]
    [InlineData("/a/b%40example.com/c", "/a/***/c")]
    [InlineData("/a?page=1", "/a?page=1")]
    [InlineData("/a?apiKey=s3cret&sortColumn=Name&x=2027-05-04&y=true", "/a?apiKey=***&sortColumn=Name&x=2027-05-04&y=true")]
    [InlineData("/a?%74oken=s3cret&token=1&s3cret", "/a?%74oken=***&token=***&***")]
    [InlineData("/a?tenantIds=0f8fad5b-d9cb-469f-a165-70867728950e&id=0f8fad5bd9cb469fa16570867728950e&z=", "/a?tenantIds=0f8fad5b-d9cb-469f-a165-70867728950e&id=0f8fad5bd9cb469fa16570867728950e&z=")]
    public void Search_terms_and_addresses_are_masked_in_paths(string path, string masked) => Assert.Equal(masked, FpxProfile.Instance.RedactPath(path));

    [Fact]
    public async Task No_trace_and_no_error_holds_a_name_or_a_token()
    {
        await using OddServer server = await OddServer.StartAsync(context => OddServer.TextAsync(context, Whole[..^40], "application/json"));
        var observed = new Observed();
        using var token = new System.Security.SecureString();
        foreach (char c in Canary) token.AppendChar(c);
        FpxClient client = server.Connect(options => options.AccessToken = token).ObservedBy(observed);
        var request = new RawRequest { Method = "POST", Path = "tenants/1/contacts", Query = [new("searchTerm", Canary)], Body = $$"""{"name":"{{Canary}}" }""" };

        var failure = await Assert.ThrowsAsync<ContentException>(() => client.SendAsync(request, CancellationToken.None));

        string all = string.Join("\n", observed.Bodies) + JsonSerializer.Serialize(observed.Reports) + JsonSerializer.Serialize(observed.Waits) + failure + failure.Excerpt + failure.Path;
        Assert.DoesNotContain(Canary, all);
        Assert.Equal(["request", "response"], observed.Bodies.Select(body => body.Split(' ')[0]));
        Assert.Contains(server.Requests, line => line.Contains(Canary));
    }

    private const string Person = "Zo\u00eb Kanarien-Vogel/Ada+1";

    public static TheoryData<string, string> Encodings
    {
        get
        {
            byte[] bytes = Encoding.UTF8.GetBytes(Person);
            return new TheoryData<string, string>
            {
                { "as it is", Person },
                { "upper case", Person.ToUpperInvariant() },
                { "decomposed", Person.Normalize(NormalizationForm.FormD) },
                { "JSON escapes", string.Concat(Person.Select(letter => $"\\u{(int)letter:x4}")) },
                { "JSON within JSON", JsonSerializer.Serialize(JsonSerializer.Serialize(Person)).Trim('"') },
                { "escaped slashes", Person.Replace("/", "\\/") },
                { "URL", Uri.EscapeDataString(Person) },
                { "URL, every letter", string.Concat(bytes.Select(value => $"%{value:x2}")) },
                { "URL of a URL", Uri.EscapeDataString(Uri.EscapeDataString(Person)) },
                { "form", WebUtility.UrlEncode(Person) },
                { "HTML", WebUtility.HtmlEncode(Person) },
                { "HTML, every letter", string.Concat(Person.Select(letter => $"&#x{(int)letter:x};")) },
                { "base64", Convert.ToBase64String(bytes) },
                { "base64url within a text", Convert.ToBase64String([1, .. bytes, 2]).Replace('+', '-').Replace('/', '_') },
                { "hexadecimal", Convert.ToHexString(bytes) },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task A_service_that_repeats_a_value_in_whatever_encoding_gets_none_of_it_into_an_error_or_a_trace(string encoding, string form)
    {
        string[] answers =
        [
            JsonSerializer.Serialize(new { errorStatus = 400, message = $"Not {form} please", errors = new { Name = new[] { $"{form} is taken" } } }, new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }),
            $$"""{"errorStatus":400,"message":"Not {{form}} please"}""",
            $"<html><title>{form}</title></html>",
        ];
        foreach (string answer in answers)
        {
            await using OddServer server = await OddServer.StartAsync(context => OddServer.TextAsync(context, answer, answer[0] == '{' ? "application/json" : "text/html", 400));
            var observed = new Observed();
            using var token = new System.Security.SecureString();
            foreach (char c in "Token-" + Canary) token.AppendChar(c);
            FpxClient client = server.Connect(options => options.AccessToken = token).ObservedBy(observed);
            var request = new RawRequest { Method = "POST", Path = "tenants/1/contacts", Body = JsonSerializer.Serialize(new { name = Person }) };

            var failure = await Assert.ThrowsAnyAsync<RestException>(() => client.SendAsync(request, CancellationToken.None));

            string all = string.Join("\n", observed.Bodies) + JsonSerializer.Serialize(observed.Reports) + failure + JsonSerializer.Serialize((failure as ServiceException)?.FieldErrors);
            // Half of it is no better.
            foreach (string part in new[] { form, form[(form.Length / 4)..(form.Length / 4 * 3)] })
                Assert.False(all.Contains(part, StringComparison.OrdinalIgnoreCase), $"{encoding}: '{part}' is in {all}");
        }
    }
}
