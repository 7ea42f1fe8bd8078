using System.Collections.Immutable;
using System.IO.Enumeration;
using FastTrackFpx.Sandbox.MadeUp;

namespace FastTrackFpx.Sandbox.Faults;

/// <summary>What a rule is compared with: a request, or a connection that has no request yet.</summary>
internal readonly record struct FaultTarget(string Service)
{
    public string Method { get; init; } = "";

    public string Version { get; init; } = "";

    public string Path { get; init; } = "";

    public string Query { get; init; } = "";

    /// <summary>HTTP/1.1 or HTTP/2; null for a connection.</summary>
    public string? Protocol { get; init; }

    /// <summary>True if the connection has carried another request before.</summary>
    public bool IsReused { get; init; }
}

/// <summary>
/// Which requests or connections something goes wrong with, how often, and what. A filter that is null matches everything.
/// </summary>
internal sealed class FaultRule
{
    private int _matched;
    private int _struck;

    public required string Name { get; init; }

    public string? Service { get; init; }

    /// <summary>"write" matches every method but GET.</summary>
    public string? Method { get; init; }

    /// <summary>The path as the log writes it, with * for anything.</summary>
    public string? Path { get; init; }

    public string? Version { get; init; }

    /// <summary>A part of the query.</summary>
    public string? Query { get; init; }

    public string? Protocol { get; init; }

    public bool? Reused { get; init; }

    /// <summary>How many of a hundred matching requests are struck.</summary>
    public double Percent { get; init; } = 100;

    /// <summary>How many matching requests are let through first.</summary>
    public int Skip { get; init; }

    /// <summary>How many requests are struck at most.</summary>
    public int? Times { get; init; }

    /// <summary>What happens: one of these, each as likely as the others.</summary>
    public required ImmutableArray<Fault> Faults { get; init; }

    public int Matched => Volatile.Read(ref _matched);

    public int Struck => Volatile.Read(ref _struck);

    /// <summary>The fault for a target, or null. The n-th match gets the same fault in every run with the same seed.</summary>
    public Fault? Strike(int seed, FaultTarget target)
    {
        if (!Matches(target)) return null;
        int number = Interlocked.Increment(ref _matched);
        if (number <= Skip) return null;
        var dice = new Dice(seed, Name, number);
        if (dice.Below(1_000_000) >= Percent * 10_000) return null;
        int struck = Interlocked.Increment(ref _struck);
        if (struck > Times)
        {
            Interlocked.Decrement(ref _struck);
            return null;
        }

        return Faults[dice.Below(Faults.Length)];
    }

    private bool Matches(FaultTarget target) =>
        Faults[0].IsOfConnection == (target.Protocol is null)
        && (Service is null || Is(Service, target.Service))
        && (Method is null || Is(Method, target.Method) || (Is(Method, "write") && !Is(target.Method, "GET")))
        && (Path is null || FileSystemName.MatchesSimpleExpression(Path, target.Path, ignoreCase: true))
        && (Version is null || Is(Version, target.Version))
        && (Query is null || target.Query.Contains(Query, StringComparison.OrdinalIgnoreCase))
        && (Protocol is null || Is(Protocol, target.Protocol ?? ""))
        && (Reused is null || Reused == target.IsReused);

    private static bool Is(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
