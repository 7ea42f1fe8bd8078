using FastTrackFpx.Content;
using FastTrackFpx.Rest.Content;
using FastTrackFpx.Rest.Http;
using FastTrackFpx.Rest.Paging;

namespace FastTrackFpx.Connection;

/// <summary>How endpoints reach the service: routes below the version, answers as records, calls told to one observer.</summary>
internal sealed class FpxCaller
{
    private const string PageSizeKey = "pageSize";

    private const string RecommendedRoute = "recommended";

    private const string OtherRoute = "other";

    private const int DocumentedPageSize = 25;

    internal FpxCaller(FpxSession session, IRequestObserver? observer)
    {
        Session = session;
        Observer = observer;
    }

    internal FpxSession Session { get; }

    internal IRequestObserver? Observer { get; }

    /// <summary>Reads one document.</summary>
    internal Task<T> GetAsync<T>(
        string route,
        Func<RestResponse, T> read,
        CancellationToken cancellationToken,
        IReadOnlyList<KeyValuePair<string, string>>? query = null) =>
        Session.Service.SendAsync(
            new RestRequest("GET", Routes.Path(Session.ApiVersion, route)) { Query = query ?? [], Observer = Observer },
            read,
            cancellationToken);

    /// <summary>Reads a list that comes in one piece.</summary>
    internal Task<List<T>> GetListAsync<T>(string route, CancellationToken cancellationToken, IReadOnlyList<KeyValuePair<string, string>>? query = null)
        where T : class => GetAsync(route, FpxJson.ReadList<T>, cancellationToken, query);

    /// <summary>Reads one page.</summary>
    internal async Task<T> GetPageAsync<T>(
        string route,
        PageNumber page,
        Func<RestResponse, T> read,
        CancellationToken cancellationToken,
        IReadOnlyList<KeyValuePair<string, string>>? query = null)
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

        List<KeyValuePair<string, string>> Query(int size)
        {
            // No largest size is documented; a service that has one and says so is asked for its documented default.
            if (size > DocumentedPageSize && Session.Remembered.ContainsKey(PageSizeKey)) size = DocumentedPageSize;
            return [.. query ?? [], new("page", Identifier.Of(page.Number)), new("pageSize", Identifier.Of(size))];
        }
    }

    /// <summary>Whether the other one of two documented routes has shown to be the one that the service has.</summary>
    internal bool GoesByOther(string key) => Session.Remembered.TryGetValue(key, out string? known) && known == OtherRoute;

    /// <summary>Reads by the first of several documented routes that the service has, and remembers which one that is.</summary>
    /// <param name="key">What is read, as the connection remembers it.</param>
    /// <param name="recommended">The route that is tried first.</param>
    /// <param name="other">The route that is tried once when the service does not have the first; the record's own absence is no such case.</param>
    internal async Task<T> GetByEitherAsync<T>(string key, Func<Task<T>> recommended, Func<Task<T>> other)
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
            T value;
            try
            {
                value = await other().ConfigureAwait(false);
            }
            catch (ServiceException alsoNot) when (MayBeTheRoute(alsoNot))
            {
                throw noRoute;
            }

            Session.Remembered[key] = OtherRoute;
            return value;
        }
    }

    /// <summary>A record that is missing is missed by one of the service's parts, which the answer names; a route is missed by none.</summary>
    private static bool MayBeTheRoute(ServiceException failure) =>
        failure.ErrorCode == FpxErrorCode.RouteNotFound || (failure.ErrorCode == FpxErrorCode.NotFound && failure.DependencyType is null);
}
