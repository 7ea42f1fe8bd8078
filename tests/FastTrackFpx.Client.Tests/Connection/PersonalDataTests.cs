using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Client.Tests.Bench;
using FastTrackFpx.Connection;
using FastTrackFpx.Requests;

namespace FastTrackFpx.Client.Tests.Connection;

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
    public void Search_terms_and_addresses_are_masked_in_paths(string path, string masked) => Assert.Equal(masked, PersonalData.RedactPath(path));

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
}
