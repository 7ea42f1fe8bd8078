using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Rest.Content;

/// <summary>What most services have in common.</summary>
/// <param name="name">The service's name in messages and in the journal.</param>
/// <param name="fields">What is personal or secret.</param>
internal abstract class ServiceProfile(string name, PersonalFields fields) : IService
{
    private static readonly string Agent = "FastTrackFpx/" + typeof(ServiceProfile).Assembly.GetName().Version!.ToString(3);

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string UserAgent => Agent;

    /// <inheritdoc/>
    public virtual IContent Content => JsonContent.Instance;

    /// <inheritdoc/>
    public virtual RateRule RateRule => RateRule.Unlimited;

    /// <inheritdoc/>
    public virtual string? RequestIdHeader => null;

    /// <inheritdoc/>
    public virtual IReadOnlyList<string> CorrelationHeaders { get; } = ["x-correlation-id", "x-ms-request-id", "request-id", "x-request-id"];

    /// <inheritdoc/>
    public abstract ServiceException ErrorOf(RestResponse response);

    /// <inheritdoc/>
    public virtual string RedactBody(string body, string path) => fields.RedactBody(body);

    /// <inheritdoc/>
    public string RedactText(string text, RestRequest request) => fields.RedactText(text, request);

    /// <inheritdoc/>
    public virtual string RedactPath(string pathAndQuery) => fields.RedactPath(pathAndQuery);
}
