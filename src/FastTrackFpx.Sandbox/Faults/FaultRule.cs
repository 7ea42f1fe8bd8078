using System;
using System.Collections.Immutable;
using System.IO.Enumeration;
using System.Threading;
using FastTrackFpx.Sandbox.MadeUp;

namespace FastTrackFpx.Sandbox.Faults;

/// <summary>Which calls something goes wrong with, how often, and what.</summary>
internal sealed class FaultRule
{
    private int _matched;
    private int _struck;

    public required string Name { get; init; }

    /// <summary>Of this method alone; null for every one. "write" stands for all but GET.</summary>
    public string? Method { get; init; }

    /// <summary>Whose path after /api/ fits this pattern, with * for anything; null for every one.</summary>
    public string? Path { get; init; }

    /// <summary>Of this version alone; null for every one.</summary>
    public string? Version { get; init; }

    /// <summary>Whose query contains this text; null for every one.</summary>
    public string? Query { get; init; }

    /// <summary>How many in a hundred of the matching calls are struck.</summary>
    public double Percent { get; init; } = 100;

    /// <summary>How many matching calls go by first.</summary>
    public int Skip { get; init; }

    /// <summary>How many calls are struck at most; null for no end.</summary>
    public int? Times { get; init; }

    /// <summary>What happens: one of these, each as likely as the others.</summary>
    public required ImmutableArray<Fault> Faults { get; init; }

    public int Matched => Volatile.Read(ref _matched);

    public int Struck => Volatile.Read(ref _struck);

    /// <summary>The fault for a call, or null. The n-th matching call has the same fate in every run with the same seed.</summary>
    public Fault? Strike(int seed, string method, string version, string path, string query)
    {
        if (!Fits(method, version, path, query)) return null;
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

    private bool Fits(string method, string version, string path, string query) =>
        (Method is null || Method.Equals(method, StringComparison.OrdinalIgnoreCase)
            || (Method.Equals("write", StringComparison.OrdinalIgnoreCase) && !method.Equals("GET", StringComparison.OrdinalIgnoreCase)))
        && (Path is null || FileSystemName.MatchesSimpleExpression(Path, path, ignoreCase: true))
        && (Version is null || Version.Equals(version, StringComparison.OrdinalIgnoreCase))
        && (Query is null || query.Contains(Query, StringComparison.OrdinalIgnoreCase));
}
