using System.Globalization;

namespace FastTrackFpx.Changes;

/// <summary>What is done about earlier changes, in words.</summary>
public static class ChangeDeeds
{
    /// <summary>A change that is taken back.</summary>
    /// <param name="change">The change.</param>
    /// <param name="plan">What taking it back comes to.</param>
    public static Deed Undo(FpxChange change, UndoPlan plan)
    {
        if (change is null)
            throw new ArgumentNullException(nameof(change));
        if (plan is null)
            throw new ArgumentNullException(nameof(plan));

        return new Deed($"take back what {change.Cmdlet ?? "a program"} did: {plan.Deed.Words}", $"take back change {change.ChangeId}: {plan.Deed.Traced}");
    }

    /// <summary>A change of unknown outcome that the service is asked about.</summary>
    /// <param name="change">The change.</param>
    public static Deed Resolve(FpxChange change)
    {
        if (change is null)
            throw new ArgumentNullException(nameof(change));

        var time = change.Time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return new Deed(
            $"ask the service what became of the write of {time} UTC, and note it in the journal: {change.Summary}",
            $"ask the service what became of change {change.ChangeId} of {time} UTC");
    }

    /// <summary>A tenant by its name where that is known, else by its id.</summary>
    internal static string Tenant(Guid tenantId, string? name) => string.IsNullOrWhiteSpace(name) ? $"tenant {tenantId}" : name!.Trim();
}
