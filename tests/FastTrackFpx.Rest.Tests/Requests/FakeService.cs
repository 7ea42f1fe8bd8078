using FastTrackFpx.Rest.Content;

namespace FastTrackFpx.Rest.Tests.Requests;

/// <summary>A service without sockets: each request on its wire is a step that the test chose.</summary>
internal sealed class FakeService : HttpMessageHandler, IService
{
    private readonly Queue<Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>> _steps = new();
    private TimeSpan _attemptTimeout;

    internal FakeService(params Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>[] steps)
    {
        foreach (var step in steps) _steps.Enqueue(step);
    }

    public string Name => "Fake";
    public IContent Content => JsonBody.Instance;

    /// <summary>How many requests the engine handed to the handler, those that failed to connect included.</summary>
    internal int Attempts { get; private set; }

    internal TestClock Clock { get; } = TestClock.WithoutWaits();

    public ServiceException ErrorOf(RestResponse response) => new("Failed", "It failed.", response.Request.Method, response.Request.Path)
    {
        StatusCode = response.StatusCode,
        RetryAfter = response.RetryAfter,
    };

    public string RedactBody(string body, string path) => body;

    public string RedactText(string text, RestRequest request) => text;

    public string RedactPath(string pathAndQuery) => pathAndQuery;

    internal static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Respond(int status, string? retryAfter = null) => (message, _) =>
    {
        RestRequest.HeaderWritten("User-Agent", message);
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent("[]") };
        if (retryAfter is not null) response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        return Task.FromResult(response);
    };

    internal static Task<HttpResponseMessage> RefuseAsync(HttpRequestMessage message, CancellationToken cancellationToken) =>
        throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused", new SocketException((int)SocketError.ConnectionRefused));

    /// <summary>The request is sent, and the connection breaks in the given way.</summary>
    internal static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Break(SocketError error = SocketError.ConnectionReset) => (message, _) =>
    {
        RestRequest.HeaderWritten("User-Agent", message);
        throw new HttpRequestException("An error occurred while sending the request.", new IOException("Broken", new SocketException((int)error)));
    };

    internal static async Task<HttpResponseMessage> HangAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        RestRequest.HeaderWritten("User-Agent", message);
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return null!;
    }

    /// <summary>Connecting never ends.</summary>
    internal static async Task<HttpResponseMessage> HangConnectingAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return null!;
    }

    internal RestClient Connect(int retries, Action<RestClientOptions>? change = null)
    {
        var options = new RestClientOptions(new Uri("https://fake.example"), this) { TimeProvider = Clock, MaxRetryCount = retries, Handler = () => this };
        change?.Invoke(options);
        _attemptTimeout = options.AttemptTimeout;
        return new RestClient(options);
    }

    /// <summary>Sends a request and returns its error; null if it succeeded.</summary>
    internal static async Task<RestException?> SendAsync(RestClient client, RestRequest request)
    {
        try
        {
            await client.SendAsync(request, response => response.StatusCode, CancellationToken.None);
            return null;
        }
        catch (RestException failure)
        {
            return failure;
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Attempts++;
        // The last step repeats.
        var step = _steps.Count > 1 ? _steps.Dequeue() : _steps.Peek();
        Task<HttpResponseMessage> response = step(request, cancellationToken);
        // What hangs lasts until the time for an attempt is over.
        if (!response.IsCompleted) Clock.Advance(_attemptTimeout);
        return await response;
    }
}
