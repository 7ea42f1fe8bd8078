using System.Collections.Generic;
using System.Text.Json;

namespace FastTrackFpx.Benchmarks.Contenders;

/// <summary>What a contender is asked to do: one line of JSON.</summary>
/// <param name="Work">The name of the work.</param>
/// <param name="Rows">Contacts to be made, as the API takes them.</param>
/// <param name="Repeat">How often the tenants are gone through.</param>
/// <param name="Path">The database: a file, or a connection string.</param>
internal sealed record WorkRequest(string Work, IReadOnlyList<Dictionary<string, JsonElement>>? Rows = null, int Repeat = 1, string? Path = null);

/// <summary>What came of it: one line of JSON.</summary>
internal sealed record WorkAnswer
{
    /// <summary>What went wrong; null when nothing did.</summary>
    public string? Error { get; init; }

    public double Seconds { get; init; }

    /// <summary>Processor time of the contender's process.</summary>
    public double CpuSeconds { get; init; }

    /// <summary>Records.</summary>
    public long Count { get; init; }

    /// <summary>The exclusive or of the first halves of all ids.</summary>
    public string Checksum { get; init; } = string.Empty;

    /// <summary>Seconds until the first record was there; zero where nobody looked.</summary>
    public double FirstSeconds { get; init; }

    /// <summary>Megabytes on the managed heap, garbage included, at the worst moment, above those before the work.</summary>
    public double PeakMegabytes { get; init; }

    /// <summary>Megabytes that were left after a collection, at the worst of them, above those before the work.</summary>
    public double LiveMegabytes { get; init; }

    /// <summary>Megabytes the process holds at the worst moment, above those before the work.</summary>
    public double ProcessMegabytes { get; init; }

    /// <summary>Times of single steps, in milliseconds, where the work is made of such.</summary>
    public IReadOnlyList<double> Times { get; init; } = [];
}

/// <summary>The first line of a contender.</summary>
internal static class Wire
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);
}
