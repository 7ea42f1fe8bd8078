namespace FastTrackFpx.Client.Tests.Connection;

public class FpxProfileTests
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
        Assert.Equal(body, FpxProfile.Instance.RedactBody(body, "timeZones"));
    }

    [Fact]
    public void Nobody_is_named_in_a_masked_body_wherever_it_is_cut_off()
    {
        string masked = FpxProfile.Instance.RedactBody(Whole, "contacts");
        Assert.DoesNotContain(Canary, masked);
        Assert.DoesNotContain(int.MaxValue.ToString(), masked);
        Assert.Contains("123e4567-e89b-12d3-a456-426655440000", masked);
        Assert.Contains("\"isEngaged\":true", masked);
        for (int length = 0; length <= Whole.Length; length++)
        {
            string part = FpxProfile.Instance.RedactBody(Whole[..length], "contacts");
            Assert.DoesNotContain("Kana", part);
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
    public async Task A_service_that_repeats_a_value_gets_none_of_it_into_an_error_or_a_trace()
    {
        const string person = "Zo\u00eb Kanarien-Vogel/Ada+1";
        string form = Uri.EscapeDataString(person);
        string[] answers =
        [
            JsonSerializer.Serialize(new { errorStatus = 400, message = $"Not {form} please", errors = new { Name = new[] { $"{form} is taken" } } }),
            $$"""{"errorStatus":400,"message":"Not {{form}} please"}""",
            $"<html><title>{form}</title></html>",
        ];
        foreach (string answer in answers)
        {
            await using OddServer server = await OddServer.StartAsync(context => OddServer.TextAsync(context, answer, answer[0] == '{' ? "application/json" : "text/html", 400));
            var observed = new Observed();
            using SecureString token = ("Token-" + Canary).Secure();
            FpxClient client = server.Connect(options => options.AccessToken = token).ObservedBy(observed);
            var request = new RawRequest { Method = "POST", Path = "tenants/1/contacts", Body = JsonSerializer.Serialize(new { name = person }) };

            var failure = await Assert.ThrowsAnyAsync<RestException>(() => client.SendAsync(request, CancellationToken.None));

            string all = string.Join("\n", observed.Bodies) + JsonSerializer.Serialize(observed.Reports) + failure + JsonSerializer.Serialize((failure as ServiceException)?.FieldErrors);
            Assert.DoesNotContain("Vogel", all, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Canary[..5], all, StringComparison.OrdinalIgnoreCase);
        }
    }
}
