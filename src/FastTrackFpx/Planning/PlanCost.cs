namespace FastTrackFpx.Planning;

/// <summary>What a job costs, whatever the pace.</summary>
internal sealed class PlanCost
{
    internal PlanCost(string cmdlet, long calls, string basis)
    {
        Cmdlet = cmdlet;
        Calls = calls;
        Basis = basis;
    }

    /// <summary>The cmdlet with what its cost depends on.</summary>
    internal string Cmdlet { get; }

    /// <summary>Calls, at most; those for lists come on top.</summary>
    internal long Calls { get; }

    /// <summary>How they come about, as a phrase.</summary>
    internal string Basis { get; }

    /// <summary>Tenants it is about; null where it is not about single ones.</summary>
    internal long? Tenants { get; set; }

    /// <summary>Whether the number is the number, and not the most there can be.</summary>
    internal bool IsExact { get; set; } = true;

    /// <summary>Addresses of the lists it needs, each of which is a call where it is not kept.</summary>
    internal IReadOnlyList<string> Lists { get; set; } = [];

    /// <summary>How many calls need not wait for each other; 1 where each follows the one before it.</summary>
    internal long Independent { get; set; } = 1;
}
