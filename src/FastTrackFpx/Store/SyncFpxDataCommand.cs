using System.Globalization;
using FastTrackFpx.Connection;
using FastTrackFpx.Lookups;
using FastTrackFpx.Pipeline;
using FastTrackFpx.Planning;
using FastTrackFpx.Tenants;

namespace FastTrackFpx.Store;

/// <summary>
/// Reads the data of the service into a SQLite file or a PostgreSQL database and emits what has changed since the last time. A run that was cut off
/// continues where it stopped. Several processes may sync one database at a time: they share the work. PowerShell 7.4 or later.
/// </summary>
[Cmdlet(VerbsData.Sync, "FpxData", DefaultParameterSetName = ByPath, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FpxDataChange))]
public sealed class SyncFpxDataCommand : ConnectedCmdlet
{
    private const string ByPath = "Path";
    private const string ByConnectionString = "ConnectionString";

    private static readonly FpxDataPart[] Usual = [.. Enum.GetValues(typeof(FpxDataPart)).Cast<FpxDataPart>().Where(part => part != FpxDataPart.TenantAssignment)];

    private StoreLibrary? _library;
    private StoreTarget? _target;

    /// <summary>The SQLite file. It is created if it does not exist; its folder must exist.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByPath)]
    [ValidateNotNullOrEmpty]
    [WellFormedText]
    public string Path { get; set; } = null!;

    /// <summary>The PostgreSQL database, as Npgsql's connection string. A password is better kept in the environment variable PGPASSWORD or in a password file.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByConnectionString)]
    [ValidateNotNullOrEmpty]
    [WellFormedText]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public string ConnectionString { get; set; } = null!;

    /// <summary>The data to read: all by default, except the people assigned to tenants. Tenants are always read.</summary>
    [Parameter]
    public FpxDataPart[] Data { get; set; } = Usual;

    /// <summary>
    /// Finds out the service of each new status record where the response leaves it open: one request for each tenant and service with seats. Later runs
    /// take it from the database.
    /// </summary>
    [Parameter]
    public SwitchParameter ResolveService { get; set; }

    /// <summary>Begins from the start even if an earlier run was cut off.</summary>
    [Parameter]
    public SwitchParameter Restart { get; set; }

    private protected override object? ErrorTarget => _target?.Path;

    // A database that cannot be used fails everything.
    private protected override bool EndsEverything(RestException exception) => exception.ErrorCode.StartsWith("Database", StringComparison.Ordinal) || base.EndsEverything(exception);

    private protected override void Check()
    {
        _library = StoreLibrary.Load("Sync-FpxData");
        _target = ParameterSetName == ByPath ? new StoreTarget(FullPath(Path, nameof(Path)), null) : new StoreTarget(null, ConnectionString);
    }

    private protected override async Task RunAsync(CmdletRun run, FpxClient client)
    {
        string plan = IsOn("WhatIf") ? await PlanAsync(run, client).ConfigureAwait(false) : $"Read {string.Join(", ", Data)} and write what differs";
        string target = _target!.Path ?? "PostgreSQL";
        if (!await run.OnPipelineAsync(_ => ShouldProcess(target, plan)).ConfigureAwait(false)) return;
        await _library!.SyncAsync(run, client, new SyncOrder(_target, Data, ResolveService, Restart)).ConfigureAwait(false);
    }

    /// <summary>How many requests and how much time the sync would take. Reads the list of tenants and the categories of notes, unless they are cached.</summary>
    private async Task<string> PlanAsync(CmdletRun run, FpxClient client)
    {
        int tenants = (await client.Tenants.GetKeptAsync(refresh: false, run.Stopping).ConfigureAwait(false)).Count;
        int categories = (await client.Lookups.KeepAsync(Lookup.Of<FpxNoteCategory>(), refresh: false, run.Stopping).ConfigureAwait(false)).Count;
        var query = new PlanQuery { Tenants = tenants, ResolveService = ResolveService, IsKept = client.Lookups.IsKept };
        var pace = new PlanPace { RequestsPerMinute = client.Rest.RequestsPerMinute, CallsLeft = Chosen.CallsLeft };
        if (Chosen.Latency is { } latency) pace.Latency = latency;
        IEnumerable<FpxPlanJob> jobs = Data.Append(FpxDataPart.Tenant).Distinct().OrderBy(part => part)
            .SelectMany(part => Enumerable.Repeat((FpxPlanJob)Enum.Parse(typeof(FpxPlanJob), part.ToString()), part == FpxDataPart.Note ? categories : 1));
        IReadOnlyList<FpxPlan> plans = CallPlanner.Plan(jobs, query, pace);
        return string.Format(
            CultureInfo.InvariantCulture,
            "Read {0} of {1:N0} tenants: about {2:N0} requests, {3:N0} minutes",
            string.Join(", ", Data),
            tenants,
            plans.Sum(plan => plan.Calls),
            Math.Ceiling(plans[plans.Count - 1].Elapsed.TotalMinutes));
    }
}
