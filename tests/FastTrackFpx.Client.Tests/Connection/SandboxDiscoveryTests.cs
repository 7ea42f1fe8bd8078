namespace FastTrackFpx.Client.Tests.Connection;

public sealed class SandboxDiscoveryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
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
        Assert.Equal(Environment.ProcessId, found.ProcessId);
    }

    [Fact]
    public void A_folder_given_comes_before_the_environment_and_that_before_the_users_own()
    {
        const string variable = "FASTTRACKFPX_SANDBOX_OF_THIS_TEST";
        string own = SandboxDiscovery.PathOf(null, variable);
        Environment.SetEnvironmentVariable(variable, _folder["b.json"]);
        Assert.Equal(Path.Combine("a", "sandbox.json"), SandboxDiscovery.PathOf("a", variable));
        Assert.Equal(Path.Combine("a", "sandbox.json"), SandboxDiscovery.PathOf("a" + Path.DirectorySeparatorChar, variable));
        Assert.Equal(_folder["b.json"], SandboxDiscovery.PathOf(" ", variable));
        Environment.SetEnvironmentVariable(variable, null);
        Assert.True(Path.IsPathFullyQualified(own), own);
        Assert.EndsWith(Path.Combine("FastTrackFpx", "sandbox.json"), own);
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_damaged_and_a_sandbox_whose_process_is_gone_none()
    {
        string whole = Json();
        for (int length = 0; length < whole.Length; length++)
        {
            _folder.Write("sandbox.json", whole[..length]);
            Assert.Contains("damaged", NotFound(_folder.Path).Message);
        }
        _folder.Write("sandbox.json", Json(processId: "4711"));
        var fault = Assert.Throws<RestException>(() => SandboxDiscovery.Read(_folder["sandbox.json"], id => id != 4711));
        Assert.Contains("process 4711) no longer runs", fault.Message);
        _folder.Write("sandbox.json", Json(processId: int.MaxValue.ToString(CultureInfo.InvariantCulture)));
        NotFound(_folder.Path);
    }

    [Fact]
    public void An_address_on_this_machine_is_taken()
    {
        foreach (string address in new[] { "https://127.0.0.1:1234", "https://127.8.9.10:1234", "https://localhost:1234/", "https://[::1]:1234" })
        {
            // A byte order mark and unknown fields do no harm.
            _folder.Write("sandbox.json", "\uFEFF" + Json(baseUri: address).Replace("{", "{\"more\":{\"x\":[1]},", StringComparison.Ordinal));
            SandboxDiscovery found = SandboxDiscovery.Find(_folder.Path);
            Assert.Equal((new Uri(address), _client), (found.BaseUri, found.ClientCertificatePath));
        }
    }

    [Fact]
    public void A_file_that_names_no_sandbox_of_this_machine_is_an_error_that_says_why()
    {
        foreach (string json in new[] { "[]", "null", "{}", "{\"version\":2}", "{\"version\":\"1\"}", "{\"version\":1,\"baseUri\":\"\\uD800\"}" }) Fails(json, "damaged");
        foreach (string address in new[]
        {
            "https://evil.example", "https://127.0.0.1@evil.example", "https://user@127.0.0.1", "https://127.0.0.1.evil.example", "https://localhost.evil.example", "https://10.0.0.1", "https://0.0.0.0:1",
            "https://[fe80::1]", "http://127.0.0.1:1", "https://127.0.0.1/a/path", "https://127.0.0.1/?query", "file:///etc/passwd", "127.0.0.1:7443",
        })
            Fails(Json(baseUri: address), "baseUri");
        foreach (string id in new[] { "0", "-1", "99999999999", "\"1\"" }) Fails(Json(processId: id), "processId");
        Fails(Json() + new string(' ', 100_000), "too large");
        File.Delete(_client);
        Fails(Json(), "client.pfx");

        RestException fault = NotFound(_folder["nothing"]);
        Assert.Contains("no discovery file", fault.Message);
        Assert.Contains("dotnet run --project src/FastTrackFpx.Sandbox", fault.RecommendedAction);
        File.Delete(_folder["sandbox.json"]);
        Directory.CreateDirectory(_folder["sandbox.json"]);
        Assert.All([_folder.Path, "a\0b"], folder => Assert.Contains("cannot be read", NotFound(folder).Message));

        void Fails(string json, string words)
        {
            _folder.Write("sandbox.json", json);
            Assert.Contains(words, NotFound(_folder.Path).Message);
        }
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
