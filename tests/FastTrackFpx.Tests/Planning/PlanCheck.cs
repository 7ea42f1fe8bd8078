namespace FastTrackFpx.Tests.Planning;

/// <summary>Lays what a plan says beside the calls that the sandbox sees.</summary>
internal static class PlanCheck
{
    /// <summary>As many calls are made as the plan says where it says exact, and no more than it says where it says at most.</summary>
    public static void Holds(
        PowerShellSession session, SandboxService service, string job, IReadOnlyCollection<PSObject?> tenants, Func<SessionResult> work, params (string? Name, object? Value)[] further)
    {
        SessionResult result = tenants.Count == 0 ? session.Run("Measure-FpxPlan", [("Job", job), .. further]) : session.Pipe(tenants, "Measure-FpxPlan", [("Job", job), .. further]);
        PSObject plan = result.Succeeded().Output.Single()!;
        long planned = (long)plan.Properties["Calls"].Value;
        int before = service.Log.Count();
        work().Succeeded();
        int made = service.Log.Count() - before;
        if ((bool)plan.Properties["IsExact"].Value) Assert.Equal((job, planned), (job, made));
        else Assert.InRange(made, 1, planned);
    }
}
