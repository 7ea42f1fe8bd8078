using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Web;
using FastTrackFpx.AppDirect.Connection;
using FastTrackFpx.Rest.Authentication;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.AppDirect.Tests.Support;

/// <summary>A request that the fake service has received.</summary>
internal sealed record Received(string Method, string Path, IReadOnlyList<KeyValuePair<string, string>> Query, IReadOnlyDictionary<string, string> Headers, string? Body)
{
    /// <summary>The operation of the description; null if there is none.</summary>
    public DescribedOperation? Operation { get; } = Find(Method, Path);

    public string? Get(string name) => Query.FirstOrDefault(pair => pair.Key == name).Value;

    private static DescribedOperation? Find(string method, string path)
    {
        string below = path.StartsWith("/api/", StringComparison.Ordinal) ? path[4..] : path;
        return Description.Operations.Where(operation => operation.Matches(method, path) || operation.Matches(method, below))
            .MinBy(operation => operation.Path.Count(letter => letter == '{'));
    }
}

/// <summary>A marketplace without sockets, which responds as the description says: with the sample of the operation, or with nothing.</summary>
internal sealed class FakeMarketplace : HttpMessageHandler
{
    private readonly ConcurrentQueue<Received> _requests = new();

    public IReadOnlyList<Received> Requests => [.. _requests];

    public Func<Received, HttpResponseMessage>? Respond { get; set; }

    public void Forget() => _requests.Clear();

    public static HttpResponseMessage Json(string json, HttpStatusCode status = HttpStatusCode.OK) => new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Empty(HttpStatusCode status = HttpStatusCode.NoContent) => new(status) { Content = new ByteArrayContent([]) };

    /// <summary>A connection to this service.</summary>
    public AppDirectConnection Connect(AppDirectCredential credential = AppDirectCredential.Client, string? context = null, string? companyId = null, TimeProvider? clock = null)
    {
        var token = new NetworkCredential(string.Empty, "a-token-of-the-fake-service").SecurePassword;
        var options = new RestClientOptions(new Uri($"https://{Guid.NewGuid():N}.example.com"), MarketplaceService.Instance)
        {
            Handler = () => new Shared(this),
            MaxRetryCount = 0,
            RequestsPerMinute = 1_000_000,
            Headers = [new("Accept-Language", "en-US")],
            TimeProvider = clock ?? TimeProvider.System,
        };
        options.Authentication = BearerToken.Create(token, null, options.TimeProvider);
        return new AppDirectConnection("Fake", new RestClient(options), null, keepsJournal: false) { Credential = credential, Scope = "ROLE_PARTNER_READ", Context = context, CompanyId = companyId };
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string? body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        System.Collections.Specialized.NameValueCollection query = HttpUtility.ParseQueryString(request.RequestUri!.Query);
        var pairs = query.AllKeys.OfType<string>().SelectMany(name => query.GetValues(name)!.Select(value => new KeyValuePair<string, string>(name, value))).ToList();
        var headers = request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []).ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase);
        var received = new Received(request.Method.Method, request.RequestUri.AbsolutePath, pairs, headers, body);
        _requests.Enqueue(received);
        // From here on the request has left, as the engine sees it at the sockets.
        RestRequest.HeaderWritten("User-Agent", request);
        HttpResponseMessage response = Respond?.Invoke(received) ?? Sample(received);
        response.RequestMessage = request;
        return response;
    }

    private static HttpResponseMessage Sample(Received received)
    {
        if (received.Operation is not { } operation) return Json("""{"code":"NOT_FOUND","message":"No such operation."}""", HttpStatusCode.NotFound);
        (string status, JsonElement sample) = operation.Samples.FirstOrDefault(one => one.Status[0] == '2');
        return status is null ? Empty() : Json(sample.GetRawText());
    }

    /// <summary>The client disposes of its handler, and the test goes on with this one.</summary>
    private sealed class Shared(FakeMarketplace marketplace) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => marketplace.SendAsync(request, cancellationToken);
    }
}
