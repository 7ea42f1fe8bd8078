using FastTrackFpx.Rest.Data;

namespace FastTrackFpx.Store;

/// <summary>What the cmdlets of the store need from <c>FastTrackFpx.Store</c>, which is loaded with its database libraries when one of them runs.</summary>
internal abstract class StoreLibrary
{
    internal static StoreLibrary Load(string cmdlet)
    {
#if NET
        Type type = Type.GetType("FastTrackFpx.Store.StoreWork, FastTrackFpx.Store", throwOnError: true)!;
        return (StoreLibrary)Activator.CreateInstance(type, nonPublic: true)!;
#else
        throw new InputException(
            ErrorCode.EditionNotSupported,
            $"{cmdlet} requires PowerShell 7.4 or later. This is Windows PowerShell 5.1.",
            recommendedAction: "Install PowerShell 7 (winget install Microsoft.PowerShell) and run the cmdlet there.");
#endif
    }

    /// <summary>Throws if a sync cannot use the database. Creates and changes nothing.</summary>
    internal abstract void Check(FpxClient client, SyncOrder order);

    internal abstract Task SyncAsync(CmdletRun run, FpxClient client, SyncOrder order);

    internal abstract Task<IReadOnlyList<string>> ReportAsync(CmdletRun run, FpxClient? client, ReportOrder order);
}

/// <summary>Where the data is: a SQLite file, or a PostgreSQL database. Both null: a database in memory.</summary>
internal sealed record StoreTarget(string? Path, string? ConnectionString);

internal sealed record ReportOrder(StoreTarget Source, string File, string Title, bool WithCsv, bool ResolveService);

/// <summary>What a sync writes to which database. Each list of another service comes with the connection to read it with.</summary>
internal sealed record SyncOrder(
    StoreTarget Target, IReadOnlyList<FpxDataPart> Parts, IReadOnlyList<(ServiceList List, RestConnection Connection)> Lists,
    bool ResolveService, bool Restart);
