using FastTrackFpx.Planning;
using FastTrackFpx.Rest.Data;

namespace FastTrackFpx.Store;

/// <summary>Reads the data of the service into a SQLite file or a PostgreSQL database and emits what has changed. PowerShell 7.4 or later.</summary>
[Cmdlet(VerbsData.Sync, "FpxData", DefaultParameterSetName = ByPath, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FpxDataChange))]
public sealed class SyncFpxDataCommand : StoreCmdlet
{
    private readonly List<FpxDataPart> _parts = [];
    private readonly List<(ServiceList List, RestConnection Connection)> _lists = [];
    private FpxConnection? _connection;

    /// <summary>
    /// The data to read: all data of claimed tenants by default, except the people assigned to them. Tenants are always read. Contacts and notes of tenants
    /// that are accessible only by a referral, and lists of other services, are read only if they are named. A list of another service is read with the newest
    /// connection of this runspace to that service.
    /// </summary>
    [Parameter, WellFormedText, ArgumentCompleter(typeof(DataNameCompleter))]
    public string[] Data { get; set; } = [.. DataNames.Usual.Select(part => part.ToString())];

    /// <summary>
    /// Finds out the service of each new status record where the response leaves it open: one request for each tenant and service with seats. Later runs
    /// take it from the database.
    /// </summary>
    [Parameter]
    public SwitchParameter ResolveService { get; set; }

    /// <summary>Begins from the start even if an earlier run was cut off, and replaces the data of another service.</summary>
    [Parameter]
    public SwitchParameter Restart { get; set; }

    /// <summary>The connection to use, as an object or by name. The default is the newest connection of this runspace.</summary>
    [Parameter, ArgumentCompleter(typeof(ConnectionCompleter))]
    public FpxConnection? Connection { get; set; }

    private protected override void Check()
    {
        _connection = ConnectionRegistry.Choose(Connection);
        IReadOnlyList<ServiceList>? lists = null;
        foreach (string name in Data)
        {
            if (DataNames.PartOf(name) is { } part) _parts.Add(part);
            else Choose(name, lists ??= ServiceList.All());
        }
    }

    private protected override async Task RunAsync(CmdletRun run)
    {
        FpxClient client = _connection!.ClientFor(run);
        var order = new SyncOrder(Database, _parts, _lists, ResolveService, Restart);
        string plan = $"Read {string.Join(", ", Data)} and write what differs";
        if (IsOn("WhatIf"))
        {
            Library.Check(client, order);
            plan = await PlanAsync(run, client).ConfigureAwait(false);
        }

        string target = Database.Path ?? "PostgreSQL";
        if (!await run.OnPipelineAsync(() => ShouldProcess(target, plan)).ConfigureAwait(false)) return;
        await Library.SyncAsync(run, client, order).ConfigureAwait(false);
    }

    private void Choose(string name, IReadOnlyList<ServiceList> lists)
    {
        if (lists.FirstOrDefault(list => NamePattern.Same(list.Name, name)) is not { } found)
            throw LookupNames.Unknown(name, DataNames.All().Select(known => new FpxLookup { Id = known, Name = known }), nameof(Data));
        if (_lists.All(chosen => chosen.List.Name != found.Name))
            _lists.Add((found, ConnectionRegistry.Choose(found.Connection, $"-{nameof(Data)} {found.Name}")));
    }

    /// <summary>How many requests and how much time the sync would take. Reads the tenants and the categories of notes, unless they are cached.</summary>
    private async Task<string> PlanAsync(CmdletRun run, FpxClient client)
    {
        int tenants = (await new TenantsEndpoint(client).GetKeptAsync(refresh: false, run.Stopping).ConfigureAwait(false)).Count;
        var lookups = new LookupsEndpoint(client);
        int categories = (await lookups.KeepAsync(Lookup.Of<FpxNoteCategory>(), refresh: false, run.Stopping).ConfigureAwait(false)).Count;
        var query = new PlanQuery { Tenants = tenants, ResolveService = ResolveService, IsKept = lookups.IsKept };
        IEnumerable<FpxPlanJob> jobs = _parts.Where(part => !IsByReferral(part)).Append(FpxDataPart.Tenant).Distinct().OrderBy(part => part)
            .SelectMany(part => Enumerable.Repeat((FpxPlanJob)Enum.Parse(typeof(FpxPlanJob), part.ToString()), part == FpxDataPart.Note ? categories : 1));
        IReadOnlyList<FpxPlan> plans = CallPlanner.Plan(jobs, query, PlanPace.Of(_connection));
        string plan = $"Read {string.Join(", ", _parts)} of {Count(tenants, "tenant")}: about {Count(plans.Sum(plan => plan.Calls), "request")}, "
            + Count((long)Math.Ceiling(plans[plans.Count - 1].Elapsed.TotalMinutes), "minute");
        if (_parts.Any(IsByReferral)) plan += ", and one request or more for each referral whose tenant is not claimed";
        return _lists.Count == 0 ? plan : $"{plan}; then {string.Join(", ", _lists.Select(list => list.List.Name))}, a request for each page";
    }

    private static string Count(long number, string noun) =>
        string.Format(CultureInfo.InvariantCulture, number == 1 ? "{0:N0} {1}" : "{0:N0} {1}s", number, noun);

    private static bool IsByReferral(FpxDataPart part) => part is FpxDataPart.ReferralContact or FpxDataPart.ReferralNote;
}
