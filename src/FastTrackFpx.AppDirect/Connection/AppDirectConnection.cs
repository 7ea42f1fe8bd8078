using FastTrackFpx.AppDirect.Changes;
using FastTrackFpx.AppDirect.Requests;
using FastTrackFpx.Rest.Changes;
using FastTrackFpx.Rest.Content;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx;

/// <summary>How a connection to a marketplace proves who it is.</summary>
public enum AppDirectCredential
{
    /// <summary>Client id and secret.</summary>
    Client,

    /// <summary>A user's name and password, with client id and secret.</summary>
    User,

    /// <summary>A user who signed in with a browser.</summary>
    Interactive,

    /// <summary>An access token from elsewhere.</summary>
    Token,

    /// <summary>Requests signed with a consumer's key and secret (OAuth 1.0).</summary>
    Signed,
}

/// <summary>
/// A connection to an AppDirect marketplace. Several threads and runspaces of a process may use it at once (<c>$using:connection</c>). It never shows a
/// secret.
/// </summary>
public sealed class AppDirectConnection : RestConnection
{
    private readonly RequestBuckets _buckets = null!;

    internal AppDirectConnection(string name, RestClient engine, TokenScript? token, bool keepsJournal)
        : base(name, engine, token, keepsJournal)
    {
        _buckets = new RequestBuckets(engine.TimeProvider);
    }

    private AppDirectConnection()
    {
    }

    /// <summary>How the connection proves who it is.</summary>
    public AppDirectCredential Credential { get; internal set; }

    /// <summary>The requested scope: the roles of the token.</summary>
    public string? Scope { get; internal set; }

    /// <summary>The language of texts and names, such as en-US.</summary>
    public string? Language { get; internal set; }

    /// <summary>Whose view of the marketplace cmdlets take by default, such as RESELLER.</summary>
    public string? Context { get; internal set; }

    /// <summary>The company on whose behalf cmdlets act by default.</summary>
    public string? CompanyId { get; internal set; }

    internal MarketplaceQuirks Quirks { get; } = new();

    private protected override RestRequest CheckRequest() => new("GET", "/api/marketplace/v1/listing") { Query = [new("count", "1")] };

    internal override ServiceWrites WritesFor(CmdletRun run, WriteContext context) => new MarketplaceWrites(RestFor(run), this, Pending, context);

    /// <summary>Throws if the service rejects the credentials themselves.</summary>
    internal Task CheckCredentialsAsync(RestClient client, CancellationToken cancellationToken) =>
        client.SendAsync(CheckRequest(), static _ => true, cancellationToken);

    /// <summary>Waits until a request of that kind may be sent.</summary>
    internal Task WaitForAsync(RateBucket bucket, CancellationToken cancellationToken) => _buckets.WaitAsync(bucket, cancellationToken);

    /// <summary>Sends a read and reads its rows.</summary>
    internal async Task<ResponseRows> SendAsync(
        RestClient client, ReadTarget target, IReadOnlyList<KeyValuePair<string, string>> page, CancellationToken cancellationToken)
    {
        RestRequest request = target.Request(page);
        await WaitForAsync(target.Plan.Bucket, cancellationToken).ConfigureAwait(false);
        try
        {
            return await SendAsync(client, request, response =>
            {
                ResponseRows rows = Rows(response, target);
                rows.IsPartial = response.StatusCode == 206;
                return rows;
            }, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException refused) when (refused.StatusCode is 401 or 403)
        {
            throw Explain(refused, target.Plan.Roles, isAboutOne: target.Ids.Count > 0);
        }
    }

    /// <summary>Sends a request, also to the second address that the documents show for some operations.</summary>
    internal Task<T> SendAsync<T>(RestClient client, RestRequest request, Func<RestResponse, T> read, CancellationToken cancellationToken)
    {
        if (!MarketplaceQuirks.MayRepeatBase(request.Path)) return client.SendAsync(request, read, cancellationToken);
        return Quirks.TryBothAsync(
            "base", static refused => refused.StatusCode is 404 or 405,
            isOther => client.SendAsync(isOther ? request.At("/api" + request.PathAndQuery) : request, read, cancellationToken));
    }

    private static ResponseRows Rows(RestResponse response, ReadTarget target) => JsonBody.ReadBytes(response, body =>
    {
        ResponseRows rows = target.Plan.Rows(body);
        if (target.Plan.Style is not null) rows.Fingerprint(body.Span);
        return rows;
    });

    /// <summary>A refusal in words that name the roles which the request requires, and the credentials that have them.</summary>
    /// <param name="refused">The refusal, status 401 or 403.</param>
    /// <param name="roles">The roles of which one is required, if client credentials do not have it.</param>
    /// <param name="isAboutOne">True if the request is for one record: 401 may mean that it does not exist.</param>
    internal ServiceException Explain(ServiceException refused, IReadOnlyList<string> roles, bool isAboutOne)
    {
        bool isMissing = refused.StatusCode == 401 && isAboutOne && !(TokenExpiry <= Rest.TimeProvider.GetUtcNow());
        if (roles.Count > 0 && Credential is AppDirectCredential.Client or AppDirectCredential.Signed)
        {
            string which = Scope is null ? "this connection" : $"the scope {Scope}";
            return refused.Reworded(
                $"The request requires the role {string.Join(" or ", roles)}, which {which} does not include. {refused.Message}",
                roles.Contains("ROLE_PARTNER")
                    ? "Connect with -Scope ROLE_PARTNER."
                    : $"Connect as a user: Connect-AppDirectService -UserCredential ... -Scope {UsualRole(roles)}, or with -Interactive.",
                ErrorCode.NotAuthorized);
        }

        if (!isMissing) return refused;
        return refused.Reworded(
            refused.Message,
            "Check the id. AppDirect also responds with status 401 if a record does not exist or the caller may not read it.",
            ErrorCode.NotFound);
    }

    /// <summary>The role of those that most users have.</summary>
    internal static string UsualRole(IReadOnlyList<string> roles) =>
        new[] { "ROLE_RESELLER_MANAGER", "ROLE_RESELLER", "ROLE_CHANNEL_ADMIN" }.FirstOrDefault(roles.Contains) ?? roles[0];
}

/// <summary>The result of <c>Test-AppDirectConnection</c>.</summary>
public sealed class AppDirectConnectionTest : ConnectionTest
{
    /// <summary>When the access token expires, if it is known.</summary>
    public DateTimeOffset? TokenExpiry { get; internal set; }
}
