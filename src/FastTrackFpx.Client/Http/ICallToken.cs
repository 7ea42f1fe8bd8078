using System.Threading;
using System.Threading.Tasks;

namespace FastTrackFpx.Client.Http;

/// <summary>A token that goes with every call, and that may have to be renewed before one or after one.</summary>
internal interface ICallToken
{
    /// <summary>Ends when the token is good for a call that begins now, and says which one it is.</summary>
    /// <exception cref="FpxException">It had to be renewed and could not be: <see cref="FpxErrorCode.TokenProviderFailed"/>.</exception>
    Task<int> ReadyAsync(CancellationToken cancellationToken);

    /// <summary>The service has refused that token. Says whether another can be had.</summary>
    bool TryRefuse(int version);
}
