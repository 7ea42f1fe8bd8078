namespace FastTrackFpx.Client.Tests.Connection;

public sealed class SandboxDiscoveryTests : IDisposable
{
    private readonly CertificateFolder _folder = new();
    private readonly string _authority;
    private readonly string _client;

    public SandboxDiscoveryTests()
    {
        _authority = _folder.Write("authority.pem", "x");
        _client = _folder.Write("client.pfx", "x");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_running_sandbox_is_found_by_its_state_folder()
    {
        _folder.Write("sandbox.json", Json());

        SandboxDiscovery found = SandboxDiscovery.Find(_folder.Path);

        Assert.Equal(new Uri("https://127.0.0.1:7443"), found.BaseUri);
        Assert.Equal(_authority, found.AuthorityPath);
        Assert.Equal(_client, found.ClientCertificatePath);
        Assert.Equal(_folder.Path, found.StateFolder);
        Assert.Equal(Environment.ProcessId, found.ProcessId);
    }

    [Fact]
    public void A_folder_given_comes_before_the_environment_and_that_before_the_users_own()
    {
        string separator = Path.DirectorySeparatorChar.ToString();
        Assert.Equal($"a{separator}sandbox.json", SandboxDiscovery.PathOf("a", "b.json"));
        Assert.Equal($"a{separator}sandbox.json", SandboxDiscovery.PathOf("a" + separator, null));
        Assert.Equal("b.json", SandboxDiscovery.PathOf(" ", "b.json"));
        string own = SandboxDiscovery.PathOf(null, "");
        Assert.True(Path.IsPathFullyQualified(own), own);
        Assert.EndsWith(Path.Combine("FastTrackFpx", "sandbox.json"), own);
    }

    [Fact]
    public void Without_a_file_the_error_says_how_to_start_one()
    {
        RestException fault = NotFound(_folder["nothing"]);
        Assert.Contains("no discovery file", fault.Message);
        Assert.Contains("dotnet run --project src/FastTrackFpx.Sandbox", fault.RecommendedAction);
    }

    [Fact]
    public void A_sandbox_whose_process_is_gone_is_none()
    {
        _folder.Write("sandbox.json", Json(processId: "4711"));
        var fault = Assert.Throws<RestException>(() => SandboxDiscovery.Read(_folder["sandbox.json"], id => id != 4711));
        Assert.Contains("process 4711) no longer runs", fault.Message);
        _folder.Write("sandbox.json", Json(processId: int.MaxValue.ToString(CultureInfo.InvariantCulture)));
        NotFound(_folder.Path);
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_damaged()
    {
        string whole = Json();
        for (int length = 0; length < whole.Length; length++)
        {
            _folder.Write("sandbox.json", whole[..length]);
            Assert.Contains("damaged", NotFound(_folder.Path).Message);
        }
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"version\":2}")]
    [InlineData("{\"version\":\"1\"}")]
    [InlineData("{\"version\":1,\"baseUri\":\"\\uD800\"}")]
    public void A_file_of_another_kind_is_damaged(string json)
    {
        _folder.Write("sandbox.json", json);
        Assert.Contains("damaged", NotFound(_folder.Path).Message);
    }

    [Theory, InlineData("https://127.0.0.1:1234"), InlineData("https://127.8.9.10:1234"), InlineData("https://localhost:1234/")]
    [InlineData("https://[::1]:1234")]
    public void An_address_on_this_machine_is_taken(string address)
    {
        _folder.Write("sandbox.json", Json(baseUri: address));
        Assert.Equal(new Uri(address), SandboxDiscovery.Find(_folder.Path).BaseUri);
    }

    [Theory, InlineData("https://evil.example"), InlineData("https://127.0.0.1@evil.example"), InlineData("https://user@127.0.0.1")]
    [InlineData("https://127.0.0.1.evil.example"), InlineData("https://localhost.evil.example"), InlineData("https://10.0.0.1")]
    [InlineData("https://0.0.0.0:1"), InlineData("https://[fe80::1]"), InlineData("http://127.0.0.1:1")]
    [InlineData("https://127.0.0.1/a/path"), InlineData("https://127.0.0.1/?query"), InlineData("file:///etc/passwd")]
    [InlineData("127.0.0.1:7443")]
    public void The_certificate_is_not_sent_anywhere_else(string address)
    {
        _folder.Write("sandbox.json", Json(baseUri: address));
        Assert.Contains("baseUri", NotFound(_folder.Path).Message);
    }

    [Theory, InlineData("0"), InlineData("-1"), InlineData("99999999999"), InlineData("\"1\"")]
    public void A_process_id_that_cannot_be_one_is_damage(string processId)
    {
        _folder.Write("sandbox.json", Json(processId: processId));
        Assert.Contains("processId", NotFound(_folder.Path).Message);
    }

    [Fact]
    public void Certificate_files_that_are_gone_are_named()
    {
        _folder.Write("sandbox.json", Json());
        File.Delete(_client);
        Assert.Contains("client.pfx", NotFound(_folder.Path).Message);
    }

    [Fact]
    public void A_byte_order_mark_and_unknown_fields_do_no_harm()
    {
        _folder.Write("sandbox.json", "\uFEFF" + Json().Replace("{", "{\"more\":{\"x\":[1]},", StringComparison.Ordinal));
        Assert.Equal(_client, SandboxDiscovery.Find(_folder.Path).ClientCertificatePath);
    }

    [Fact]
    public void A_file_far_too_large_is_not_read()
    {
        _folder.Write("sandbox.json", Json() + new string(' ', 100_000));
        Assert.Contains("too large", NotFound(_folder.Path).Message);
    }

    [Fact]
    public void A_folder_in_the_files_place_cannot_be_read()
    {
        Directory.CreateDirectory(_folder["sandbox.json"]);
        Assert.Contains("cannot be read", NotFound(_folder.Path).Message);
        Assert.Contains("cannot be read", NotFound("a\0b").Message);
    }

    private static RestException NotFound(string stateFolder)
    {
        var fault = Assert.Throws<RestException>(() => SandboxDiscovery.Find(stateFolder));
        Assert.Equal(FpxErrorCode.SandboxNotFound, fault.ErrorCode);
        return fault;
    }

    private string Json(string baseUri = "https://127.0.0.1:7443", string? processId = null) =>
        $$"""
        {"version":1,"baseUri":{{Quoted(baseUri)}},"processId":{{processId ?? Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}},
        "started":"2026-03-15T12:00:00Z","authorityPath":{{Quoted(_authority)}},"clientCertificatePath":{{Quoted(_client)}},"stateFolder":{{Quoted(_folder.Path)}}}
        """;

    private static string Quoted(string text) => "\"" + JsonEncodedText.Encode(text) + "\"";
}
