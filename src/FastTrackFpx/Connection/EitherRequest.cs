namespace FastTrackFpx.Connection;

/// <summary>One request by either of two documented routes, whichever the service has. The session remembers under a key which one that is.</summary>
internal sealed class EitherRequest(FpxClient client, string key, Func<RestRequest> recommended, Func<RestRequest> other)
{
    private const string Recommended = nameof(Recommended);
    private const string Other = nameof(Other);

    internal RestRequest Next => Known == Other ? other() : recommended();

    private string? Known => client.Remembered.TryGetValue(key, out string? known) ? known : null;

    internal async Task<T> SendAsync<T>(Func<RestRequest, Task<T>> send)
    {
        string? known = Known;
        if (known == Other) return await send(other()).ConfigureAwait(false);
        try
        {
            T value = await send(recommended()).ConfigureAwait(false);
            client.Remembered[key] = Recommended;
            return value;
        }
        catch (ServiceException noRoute) when (known is null && MayBeTheRoute(noRoute))
        {
            try
            {
                T value = await send(other()).ConfigureAwait(false);
                client.Remembered[key] = Other;
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
}
