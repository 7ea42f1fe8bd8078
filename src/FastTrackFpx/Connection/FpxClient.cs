using System.Collections;

namespace FastTrackFpx.Connection;

/// <summary>A session with FPX as one observer sees it. Thread-safe. Each noun adds its requests as an extension property: <c>client.Notes</c>.</summary>
internal sealed class FpxClient : IDisposable
{
    private const string PageSizeKey = "pageSize";
    private const string RecommendedRoute = "recommended";
    private const string OtherRoute = "other";
    private const int DocumentedPageSize = 25;

    private readonly bool _ownsSession;

    internal FpxClient(FpxClientOptions options)
        : this(new FpxSession(options), observer: null)
    {
    }

    private FpxClient(FpxSession session, IRequestObserver? observer)
    {
        Session = session;
        Rest = observer is null ? session.Rest : session.Rest.ObservedBy(observer);
        _ownsSession = observer is null;
    }

    internal FpxSession Session { get; }

    internal RestClient Rest { get; }

    internal string ApiVersion => Session.ApiVersion;

    internal ClientCertificate Certificate => Session.Certificate;

    internal KnownTenants KnownTenants => Session.KnownTenants;

    /// <summary>The same session, whose requests are reported to <paramref name="observer"/>. Disposing of it does nothing.</summary>
    internal FpxClient ObservedBy(IRequestObserver observer) => new(Session, observer);

    /// <summary>A request that writes, to a route below the connection's version or another one.</summary>
    internal RestRequest Request(string method, string route, string? body, SendMark? mark, string? version = null) => new(method, Routes.Path(version ?? ApiVersion, route))
    {
        Body = body is null ? null : Encoding.UTF8.GetBytes(body),
        Mark = mark,
    };

    /// <summary>Reads one response. Of the query, what has no value is left out, and a list is a parameter for each of its values.</summary>
    internal Task<T> GetAsync<T>(string route, Func<RestResponse, T> read, CancellationToken cancellationToken, params (string Name, object? Value)[] query) =>
        Rest.SendAsync(new RestRequest("GET", Session.Root + route) { Query = [.. query.SelectMany(Pairs)] }, read, cancellationToken);

    internal async Task<T> GetPageAsync<T>(
        string route, (int Number, int Size) page, Func<RestResponse, T> read, CancellationToken cancellationToken, params (string Name, object? Value)[] query)
    {
        try
        {
            return await GetAsync(route, read, cancellationToken, Query(page.Size)).ConfigureAwait(false);
        }
        catch (ServiceException refused) when (refused.StatusCode == 400 && page.Size > DocumentedPageSize && refused.FieldErrors.ContainsKey("pageSize"))
        {
            Session.Remembered[PageSizeKey] = string.Empty;
            return await GetAsync(route, read, cancellationToken, Query(page.Size)).ConfigureAwait(false);
        }

        (string, object?)[] Query(int size)
        {
            // No largest size is documented; if the service rejects a size, its documented default is used.
            if (size > DocumentedPageSize && Session.Remembered.ContainsKey(PageSizeKey)) size = DocumentedPageSize;
            return [.. query, ("page", page.Number), ("pageSize", size)];
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs((string Name, object? Value) parameter) => parameter.Value switch
    {
        null or "" => [],
        bool flag => [new(parameter.Name, flag ? "true" : "false")],
        IEnumerable values and not string => values.Cast<object?>().SelectMany(value => Pairs((parameter.Name, value))),
        var value => [new(parameter.Name, Convert.ToString(value, CultureInfo.InvariantCulture)!)],
    };

    /// <summary>True if the second of two documented routes has proved to be the one that the service has.</summary>
    internal bool UsesOtherRoute(string key) => Session.Remembered.TryGetValue(key, out string? known) && known == OtherRoute;

    /// <summary>Sends a request by the first of two documented routes that the service has, and remembers which one that is.</summary>
    internal async Task<T> SendByEitherAsync<T>(string key, Func<Task<T>> recommended, Func<Task<T>> other)
    {
        Session.Remembered.TryGetValue(key, out string? known);
        if (known == OtherRoute) return await other().ConfigureAwait(false);
        try
        {
            T value = await recommended().ConfigureAwait(false);
            Session.Remembered[key] = RecommendedRoute;
            return value;
        }
        catch (ServiceException noRoute) when (known is null && MayBeTheRoute(noRoute))
        {
            try
            {
                T value = await other().ConfigureAwait(false);
                Session.Remembered[key] = OtherRoute;
                return value;
            }
            catch (ServiceException alsoNot) when (MayBeTheRoute(alsoNot))
            {
                throw noRoute;
            }
        }
    }

    /// <summary>A missing record is reported by one of the service's parts, which the response names; a missing route is not.</summary>
    private static bool MayBeTheRoute(ServiceException failure) =>
        failure.ErrorCode == ErrorCode.RouteNotFound || (failure.ErrorCode == ErrorCode.NotFound && failure.DependencyType is null);

    internal static RestRequest CheckRequest(string apiVersion) => new("GET", Routes.Path(apiVersion, "timeZones"));

    /// <summary>Sends the cheapest request with the session's certificate, or with one to try. Does not throw for what the service or the network did.</summary>
    internal async Task<ConnectionCheck> CheckAsync(CancellationToken cancellationToken, ClientCertificate? certificate = null)
    {
        using SocketPool? trial = certificate is null ? null : Rest.OpenSockets(certificate.ToCredential());
        RestRequest request = CheckRequest(ApiVersion);
        request.Via = trial;
        return await ConnectionCheck.RunAsync(Rest, request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the session: sockets, caches, token, and the certificate if the module loaded it.</summary>
    public void Dispose()
    {
        if (_ownsSession) Session.Dispose();
    }
}
