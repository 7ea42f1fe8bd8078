using FastTrackFpx.Connection;
using FastTrackFpx.Rest.Data;

namespace FastTrackFpx.Store;

/// <summary>
/// What the cmdlets of the store need from the assembly <c>FastTrackFpx.Store</c>. It is loaded when the first of them runs, because it brings database
/// libraries, and only in PowerShell 7, because those libraries require it.
/// </summary>
internal abstract class StoreLibrary
{
    /// <summary>Loads the assembly.</summary>
    /// <exception cref="InputException"><see cref="ErrorCode.EditionNotSupported"/>: this is Windows PowerShell.</exception>
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

    /// <summary>Reads data of the service and writes what differs.</summary>
    internal abstract Task SyncAsync(CmdletRun run, FpxClient client, SyncOrder order);

    internal abstract Task<IReadOnlyList<string>> ReportAsync(CmdletRun run, FpxClient? client, ReportOrder order);
}

/// <summary>Where the data is: a SQLite file, or a PostgreSQL database. Both null: a database in memory.</summary>
internal sealed record StoreTarget(string? Path, string? ConnectionString);

internal sealed record ReportOrder(StoreTarget Source, string File, string Title, bool WithCsv, bool ResolveService);

/// <param name="Target">Where the data is written.</param>
/// <param name="Parts">The data of FPX.</param>
/// <param name="Lists">Lists of other services, each with the connection to read it with.</param>
/// <param name="ResolveService">True to find out the service of each status record.</param>
/// <param name="Restart">True to begin from the start.</param>
internal sealed record SyncOrder(
    StoreTarget Target, IReadOnlyList<FpxDataPart> Parts, IReadOnlyList<(ServiceList List, RestConnection Connection)> Lists, bool ResolveService, bool Restart);
