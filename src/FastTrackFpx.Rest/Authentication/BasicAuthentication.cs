using System.Net;
using System.Net.Http.Headers;
using System.Text;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Rest.Authentication;

/// <summary>HTTP Basic: user name and password, or client id and secret, with every request.</summary>
internal sealed class BasicAuthentication : IAuthentication
{
    private readonly string _parameter;

    internal BasicAuthentication(NetworkCredential credential)
    {
        _parameter = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.UserName}:{credential.Password}"));
        Secrets = SecretRedactor.Of(credential.Password, _parameter);
    }

    public DateTimeOffset? Expiry => null;

    public SecretRedactor Secrets { get; }

    public Task<int> PrepareAsync(CancellationToken cancellationToken) => Task.FromResult(0);

    public void Apply(HttpRequestMessage message) => message.Headers.Authorization = new AuthenticationHeaderValue("Basic", _parameter);

    public bool IsRejection(ServiceException failure) => failure.StatusCode == 401;

    public bool TryRenew(int version) => false;

    public ServiceException Explain(ServiceException rejection) => rejection;

    public void Dispose()
    {
    }
}
