using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace FastTrackFpx.AppDirect.Requests;

/// <summary>What a marketplace has shown about points that its documents leave open.</summary>
internal sealed class MarketplaceQuirks
{
    // The document prints these with the end of the base address, which its samples repeat.
    private static readonly string[] PrintedWithBase =
        ["/api/v3/checkout/", "/api/appMarket/v2/transferMethods", "/api/appMarket/v2/transferPlatformConfigurations"];

    private readonly ConcurrentDictionary<string, bool> _single = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _others = new(StringComparer.Ordinal);

    /// <summary>True if the marketplace has rejected several values in one filter of the operation (A52).</summary>
    internal bool TakesOneValue(ReadPlan plan) => !_single.IsEmpty && plan.HasSeveralValues && _single.ContainsKey(plan.SeveralValues);

    internal void Refused(ReadPlan plan) => _single[plan.SeveralValues] = true;

    /// <summary>True for a path that may have the end of the base address twice (A5).</summary>
    internal static bool MayRepeatBase(string path) => Array.Exists(PrintedWithBase, start => path.StartsWith(start, StringComparison.Ordinal));

    /// <summary>
    /// Sends a request as the documents recommend, and in their other form if the marketplace rejects the first. The form that it takes is remembered.
    /// </summary>
    /// <param name="point">What the two forms are about.</param>
    /// <param name="isRefusal">True for an error that can mean that the form is the wrong one. The service has done nothing then.</param>
    /// <param name="send">Sends the request, in the other form if its argument is true.</param>
    internal async Task<T> TryBothAsync<T>(string point, Func<ServiceException, bool> isRefusal, Func<bool, Task<T>> send)
    {
        if (_others.ContainsKey(point)) return await send(true).ConfigureAwait(false);
        try
        {
            return await send(false).ConfigureAwait(false);
        }
        catch (ServiceException refused) when (isRefusal(refused))
        {
            try
            {
                T result = await send(true).ConfigureAwait(false);
                _others[point] = true;
                return result;
            }
            catch (ServiceException)
            {
                // The first error is about what the user passed.
                ExceptionDispatchInfo.Capture(refused).Throw();
                throw;
            }
        }
    }
}
