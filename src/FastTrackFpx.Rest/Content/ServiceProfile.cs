namespace FastTrackFpx.Rest.Content;

internal abstract class ServiceProfile(string name, PersonalFields fields) : IService
{
    public string Name => name;

    public virtual IContent Content => JsonBody.Instance;

    public abstract ServiceException ErrorOf(RestResponse response);

    public virtual string RedactBody(string body, string path) => fields.RedactBody(body);

    public virtual string RedactText(string text, RestRequest request) => fields.RedactText(text, request);

    public virtual string RedactPath(string pathAndQuery) => fields.RedactPath(pathAndQuery);
}
