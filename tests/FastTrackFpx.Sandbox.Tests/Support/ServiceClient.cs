namespace FastTrackFpx.Sandbox.Tests.Support;

/// <summary>A sandbox with one service besides FPX, and what its discovery file says of that service.</summary>
public abstract class ServiceClient : IAsyncDisposable
{
    private readonly TestSandbox _sandbox;
    private readonly JsonElement _service;

    internal ServiceClient(TestSandbox sandbox, string service)
    {
        _sandbox = sandbox;
        _service = sandbox.Discovery.GetProperty("services").GetProperty(service);
        Http = sandbox.ClientOf(service);
    }

    public HttpClient Http { get; }
    public SandboxService Service => _sandbox.Service;
    public TestClock Clock => _sandbox.Clock;

    public string Text(string name) => _service.Text(name);

    /// <summary>The content of a secret file that the discovery file names.</summary>
    public string Secret(string name) => File.ReadAllText(Text(name));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _sandbox.DisposeAsync();
    }

    internal static Task<TestSandbox> StartAsync(string service, Action<SandboxOptions>? change) => TestSandbox.StartAsync(options =>
    {
        options.Services.Clear();
        options.Services.Add(service);
        change?.Invoke(options);
    });
}
