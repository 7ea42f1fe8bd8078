using System.Collections.Concurrent;
using System.Management.Automation;

namespace FastTrackFpx.Rest.Commands;

/// <summary>
/// Names runs: what one prompt line or script started shares an id. A run of several processes or runspaces shares one by the environment variable
/// <c>FASTTRACKFPX_RUN</c>.
/// </summary>
internal static class RunIds
{
    internal const string Variable = "FASTTRACKFPX_RUN";

    private static readonly ConcurrentDictionary<(Guid Runspace, long Line), Guid> Known = new();

    internal static Guid Of(PSCmdlet cmdlet)
    {
        if (Guid.TryParse(Environment.GetEnvironmentVariable(Variable), out var named)) return named;
        var runspace = System.Management.Automation.Runspaces.Runspace.DefaultRunspace?.InstanceId ?? Guid.Empty;
        return Known.GetOrAdd((runspace, cmdlet.MyInvocation.HistoryId), static _ => Guid.NewGuid());
    }
}
