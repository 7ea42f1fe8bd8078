using System.Text;
using FastTrackFpx.Connection;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Contacts;

/// <summary>The requests that write contacts: v1.2 has other routes than the versions before it, and none that is documented for DELETE.</summary>
internal sealed class ContactRequests(FpxCaller caller)
{
    private const string OldVersion = "v1.1";
    private const string NewVersion = "v1.2";

    private bool IsOldVersion => caller.Session.ApiVersion != NewVersion;

    private string OldRouteVersion => IsOldVersion ? caller.Session.ApiVersion : OldVersion;

    internal static string RouteOf(Guid tenantId) => $"tenants/{Routes.Segment(tenantId)}/contacts";

    internal RestRequest Post(Guid tenantId, string body) => Request("POST", caller.Session.ApiVersion, RouteOf(tenantId), body);

    internal EitherRequest Patch(Guid contactId, string body)
    {
        return new EitherRequest(caller, "contact PATCH by the other route", IsOldVersion ? Old : New, IsOldVersion ? New : Old);

        RestRequest Old() => Request("PATCH", OldRouteVersion, OldRouteOf(contactId), body);
        RestRequest New() => Request("PATCH", NewVersion, NewRouteOf(contactId), body);
    }

    internal EitherRequest Delete(Guid contactId) => new(
        caller,
        "contact DELETE by the other route",
        () => Request("DELETE", OldRouteVersion, OldRouteOf(contactId), null),
        () => Request("DELETE", NewVersion, NewRouteOf(contactId), null));

    private static string OldRouteOf(Guid contactId) => $"tenants/contacts/{Routes.Segment(contactId)}";

    private static string NewRouteOf(Guid contactId) => $"contacts/{Routes.Segment(contactId)}";

    private RestRequest Request(string method, string version, string route, string? body) => new(method, Routes.Path(version, route))
    {
        Body = body is null ? null : Encoding.UTF8.GetBytes(body),
        Observer = caller.Observer,
    };
}

/// <summary>One request by either of two documented routes, whichever the service has.</summary>
internal sealed class EitherRequest(FpxCaller caller, string key, Func<RestRequest> recommended, Func<RestRequest> other)
{
    /// <summary>The one that would go out first now.</summary>
    internal RestRequest Next => caller.GoesByOther(key) ? other() : recommended();

    internal Task<T> SendAsync<T>(Func<RestRequest, Task<T>> send) => caller.GetByEitherAsync(key, () => send(recommended()), () => send(other()));
}
