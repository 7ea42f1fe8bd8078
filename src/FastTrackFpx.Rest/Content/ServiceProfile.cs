namespace FastTrackFpx.Rest.Content;

internal abstract class ServiceProfile(string name, PersonalFields fields, string? requestIdHeader = null) : IService
{
    private static readonly string Agent = "FastTrackFpx/" + typeof(ServiceProfile).Assembly.GetName().Version!.ToString(3);

    public string Name => name;

    public string UserAgent => Agent;

    public virtual IContent Content => JsonBody.Instance;

    public string? RequestIdHeader => requestIdHeader;

    public IReadOnlyList<string> CorrelationHeaders { get; } = ["x-correlation-id", "x-ms-correlation-id", "x-ms-request-id", "request-id", "x-request-id"];

    public abstract ServiceException ErrorOf(RestResponse response);

    public virtual string RedactBody(string body, string path) => fields.RedactBody(body);

    public virtual string RedactText(string text, RestRequest request) => fields.RedactText(text, request);

    public virtual string RedactPath(string pathAndQuery) => fields.RedactPath(pathAndQuery);
}
