using System.Net.Http.Headers;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Rest.Authentication;

/// <summary>HTTP Basic: user name and password, or client id and secret, with every request.</summary>
internal sealed class BasicAuthentication : Credentials
{
    private readonly string _parameter;

    internal BasicAuthentication(NetworkCredential credential)
    {
        _parameter = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.UserName}:{credential.Password}"));
        Secrets = SecretRedactor.Of(credential.Password, _parameter);
    }

    public override void Apply(HttpRequestMessage message, ReadOnlyMemory<byte> body) =>
        message.Headers.Authorization = new AuthenticationHeaderValue("Basic", _parameter);
}
