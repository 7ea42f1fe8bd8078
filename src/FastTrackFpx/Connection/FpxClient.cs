using System.Collections;
using System.Runtime.CompilerServices;

namespace FastTrackFpx.Connection;

/// <summary>A session with FPX: sockets, limiter, caches, certificate and token, which all views of it share. Thread-safe.</summary>
internal sealed class FpxClient : IDisposable
{
    private const string PageSizeKey = "pageSize";
    private const int DocumentedPageSize = 25;

    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentDictionary<Type, object> _memories = new();
    private readonly ConcurrentDictionary<Guid, string> _tenantNames = new();
    private readonly StrongBox<ClientCertificate?> _certificate;
    private readonly string _root;

    internal FpxClient(FpxClientOptions options)
    {
        ApiVersion = Routes.RequireVersion(options.ApiVersion);
        _root = Routes.Path(ApiVersion, string.Empty);
        options.Complete();
        _certificate = new(options.Certificate!);
        Rest = new RestClient(options);
        Cache = new LookupCache(options.TimeProvider, _ended.Token);
    }

    internal RestClient Rest { get; private set; }

    internal string ApiVersion { get; }

    internal ClientCertificate Certificate => Volatile.Read(ref _certificate.Value)!;

    internal LookupCache Cache { get; }

    internal PendingWrites Pending { get; } = new();

    /// <summary>Which of several documented ways has worked: a 404 is not asked for twice.</summary>
    internal ConcurrentDictionary<string, string> Remembered => Rest.Remembered;

    /// <summary>What a noun remembers for as long as the session lasts.</summary>
    internal T Memory<T>()
        where T : class, new() => (T)_memories.GetOrAdd(typeof(T), static _ => new T());

    /// <summary>Remembers the name of a tenant, so that each record of the tenant can carry it; a blank one is none.</summary>
    internal void NoteTenantName(Guid tenantId, string? name)
    {
        if (string.IsNullOrWhiteSpace(name) || tenantId == Guid.Empty) return;
        // Reading is free; most names come again with each record.
        if (TenantNameOf(tenantId) != name) _tenantNames[tenantId] = name!;
    }

    /// <summary>The name of a tenant; null until the session has read it.</summary>
    internal string? TenantNameOf(Guid tenantId) => _tenantNames.TryGetValue(tenantId, out string? name) ? name : null;

    /// <summary>The name of a response, which is remembered, or else the one of an earlier response.</summary>
    internal string? CompleteTenantName(Guid tenantId, string? name)
    {
        NoteTenantName(tenantId, name);
        return string.IsNullOrWhiteSpace(name) ? TenantNameOf(tenantId) : name;
    }

    /// <summary>The same session, whose requests are reported to <paramref name="observer"/>. Disposing of it does nothing.</summary>
    internal FpxClient ObservedBy(IRequestObserver observer)
    {
        var view = (FpxClient)MemberwiseClone();
        view.Rest = Rest.ObservedBy(observer);
        return view;
    }

    /// <summary>Replaces the certificate in all views of the session. Requests in progress end with the former one.</summary>
    internal void ReplaceCertificate(ClientCertificate next)
    {
        lock (_certificate)
        {
            if (ReferenceEquals(Certificate, next)) return;
            if (!Rest.Exchange.TryReplace(next.Credential)) throw CertificateFault.Disconnected();
            Volatile.Write(ref _certificate.Value, next);
        }
    }

    /// <summary>A request that writes, to a route below the connection's version or another one.</summary>
    internal RestRequest Request(string method, string route, string? body, SendMark? mark, string? version = null) =>
        new(method, Routes.Path(version ?? ApiVersion, route))
        {
            Body = body is null ? null : Encoding.UTF8.GetBytes(body),
            Mark = mark,
        };

    /// <summary>A request that reads. Of the query, what has no value is left out, and a list is a parameter for each of its values.</summary>
    internal RestRequest Get(string route, params (string Name, object? Value)[] query) =>
        new("GET", _root + route) { Query = [.. query.SelectMany(Pairs)] };

    internal Task<T> GetAsync<T>(string route, Func<RestResponse, T> read, CancellationToken cancellationToken, params (string Name, object? Value)[] query) =>
        Rest.SendAsync(Get(route, query), read, cancellationToken);

    internal async Task<T> GetPageAsync<T>(
        string route, (int Number, int Size) page, Func<RestResponse, T> read, CancellationToken cancellationToken, params (string Name, object? Value)[] query)
    {
        try
        {
            return await GetAsync(route, read, cancellationToken, Query(page.Size)).ConfigureAwait(false);
        }
        catch (ServiceException refused) when (refused.StatusCode == 400 && page.Size > DocumentedPageSize && refused.FieldErrors.ContainsKey("pageSize"))
        {
            Remembered[PageSizeKey] = string.Empty;
            return await GetAsync(route, read, cancellationToken, Query(page.Size)).ConfigureAwait(false);
        }

        (string, object?)[] Query(int size)
        {
            // No largest size is documented; if the service rejects a size, its documented default is used.
            if (size > DocumentedPageSize && Remembered.ContainsKey(PageSizeKey)) size = DocumentedPageSize;
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

    internal static RestRequest CheckRequest(string apiVersion) => new("GET", Routes.Path(apiVersion, "timeZones"));

    /// <summary>Sends the cheapest request with the session's certificate, or one to try. Does not throw for what the service or the network did.</summary>
    internal async Task<ConnectionCheck> CheckAsync(CancellationToken cancellationToken, ClientCertificate? certificate = null)
    {
        using SocketPool? trial = certificate is null ? null : Rest.OpenSockets(certificate.Credential);
        RestRequest request = CheckRequest(ApiVersion);
        request.Via = trial;
        return await ConnectionCheck.RunAsync(Rest, request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the session: sockets, caches, token, and the certificate if the module loaded it.</summary>
    public void Dispose()
    {
        if (Rest.Observer is not null) return;
        _ended.Cancel();
        Rest.Dispose();
    }
}
