using System.Management.Automation;

namespace FastTrackFpx.Rest.Commands;

/// <summary>What one prompt line or script started shares an id; several processes share one by the environment variable.</summary>
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
