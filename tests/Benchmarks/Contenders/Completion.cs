using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Management.Automation;
using FastTrackFpx.Hosting;

namespace FastTrackFpx.Benchmarks.Contenders;

/// <summary>How long Tab takes.</summary>
internal static class Completion
{
    private const int Presses = 100;
    private const string Line = "Get-FpxTenant -Workload Ex";

    /// <summary>Presses Tab after the beginning of a service's name; the list of services is read at the first press.</summary>
    public static WorkResult Measure(PowerShellSession session, bool isConnected)
    {
        var times = new List<double>();
        long offered = 0;
        for (int press = 0; press < Presses; press++)
        {
            using PowerShell shell = PowerShell.Create();
            shell.Runspace = session.Runspace;
            shell.AddCommand("TabExpansion2").AddParameter("inputScript", Line).AddParameter("cursorColumn", Line.Length);
            long began = Stopwatch.GetTimestamp();
            var completion = (CommandCompletion)shell.Invoke()[0].BaseObject;
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            offered = completion.CompletionMatches.Count;
        }

        return isConnected && offered == 0 ? throw new InvalidOperationException("Nothing was offered.") : new WorkResult { Count = offered, Times = times };
    }

    /// <summary>The same in a session that has no connection.</summary>
    public static WorkResult MeasureAlone()
    {
        using PowerShellSession session = PowerShellSession.OpenWithModule();
        return Measure(session, isConnected: false);
    }
}
