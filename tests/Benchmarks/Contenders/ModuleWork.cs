using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using System.Threading.Tasks;
using FastTrackFpx.Benchmarks.Service;
using FastTrackFpx.Hosting;

namespace FastTrackFpx.Benchmarks.Contenders;

/// <summary>This module in a PowerShell session of its own.</summary>
internal sealed class ModuleWork : IDisposable
{
    private const string StoreData = "Referral, IncentiveStatement, Usage, MaxEntitlement, Entitlement, Contact";

    private readonly PowerShellSession _session = PowerShellSession.OpenWithModule();

    public ModuleWork(ServiceAddress address)
    {
        _session.Run("Connect-FpxService", ("SandboxPath", address.Folder), ("RequestsPerMinute", 1_000_000)).Succeeded();
    }

    public void Dispose() => _session.Dispose();

    public Task<WorkResult> DoAsync(WorkRequest request) => Task.FromResult(request.Work switch
    {
        "tenants" => Read<FpxTenant>("Get-FpxTenant", tenant => tenant.TenantId),
        "entitlements" => Read<FpxEntitlement>("Get-FpxTenant | Get-FpxEntitlement", record => record.ServiceIntentId!.Value),
        "maxEntitlements" => Read<FpxMaxEntitlement>("Get-FpxTenant | Get-FpxMaxEntitlement", record => Guid.Parse(record.Id!)),
        "contacts" => Read<FpxContact>("Get-FpxTenant | Get-FpxContact", contact => contact.ContactId),
        "statements" => Read<FpxIncentiveTransaction>("Get-FpxIncentiveStatement -ExpandTransaction", row => Guid.Parse(row.RecordId!)),
        "contactWrites" => Write([.. request.Rows!.Select(Row)]),
        "stream" => Stream(request.Repeat),
        "first" => First(),
        "storeRead" => Script("""
            $tenants = Get-FpxTenant
            Get-FpxReferral -IncludeDeclined > $null
            Get-FpxIncentiveStatement -ExpandTransaction > $null
            Get-FpxUsage -ExpandWorkload > $null
            $tenants | Get-FpxMaxEntitlement > $null
            $tenants | Get-FpxEntitlement > $null
            $tenants | Get-FpxContact > $null
            """),
        "storeSync" => Script($"Sync-FpxData '{request.Path}' -Data {StoreData} > $null"),
        "storeShare" => Script($"Sync-FpxData -ConnectionString '{request.Path}' -Data {StoreData} > $null"),
        "storeReport" => Script($"New-FpxReport '{request.Path}.html' '{request.Path}'"),
        "completion" => Completion.Measure(_session, isConnected: true),
        "completionAlone" => Completion.MeasureAlone(),
        _ => throw new ArgumentOutOfRangeException(nameof(request), request.Work, "The module has no such work."),
    });

    /// <summary>Reads into a variable, as a script does.</summary>
    private WorkResult Read<T>(string command, Func<T, Guid> id)
    {
        _session.Script($"$records = {command}").Succeeded();
        var records = (object[])_session["records"]!;
        _session["records"] = null;
        return WorkResult.Of(records, item => id((T)(item is PSObject wrapped ? wrapped.BaseObject : item)));
    }

    private WorkResult Write(PSObject[] rows)
    {
        SessionResult result = _session.Pipe(rows, "New-FpxContact").Succeeded();
        IEnumerable<string?> written = result.Output.Select(contact => ((FpxContact)contact!.BaseObject).Name);
        if (!written.SequenceEqual(rows.Select(row => (string)row.Properties["name"].Value)))
            throw new InvalidOperationException("The contacts are not in the order of the input.");
        return new WorkResult { Count = result.Output.Count };
    }

    private WorkResult Script(string script)
    {
        _session.Script(script).Succeeded();
        return new WorkResult();
    }

    /// <summary>Contacts that nobody keeps, as they go into a file.</summary>
    private WorkResult Stream(int repeat)
    {
        PSObject[] tenants = [.. _session.Run("Get-FpxTenant").Succeeded().Output!];
        using PowerShell shell = PowerShell.Create();
        shell.Runspace = _session.Runspace;
        shell.AddCommand("Get-FpxContact");
        using var input = new PSDataCollection<PSObject>();
        for (int round = 0; round < repeat; round++)
        {
            foreach (PSObject tenant in tenants) input.Add(tenant);
        }

        input.Complete();
        using var output = new PSDataCollection<PSObject>();
        long count = 0;
        var clock = Stopwatch.StartNew();
        TimeSpan first = TimeSpan.Zero;
        output.DataAdded += (_, _) =>
        {
            if (count == 0) first = clock.Elapsed;
            count += output.ReadAll().Count;
        };
        shell.EndInvoke(shell.BeginInvoke(input, output));
        if (shell.Streams.Error.Count > 0) throw new InvalidOperationException(shell.Streams.Error[0].ToString());
        return new WorkResult { Count = count, First = first, Taken = clock.Elapsed };
    }

    private WorkResult First()
    {
        var clock = Stopwatch.StartNew();
        SessionResult result = _session.Script("Get-FpxTenant | Get-FpxContact | Select-Object -First 1").Succeeded();
        return new WorkResult { Count = result.Output.Count, First = clock.Elapsed };
    }

    /// <summary>The row of a file that a user would have: the cmdlets' names, for what the API has other names for.</summary>
    private static PSObject Row(Dictionary<string, JsonElement> fields)
    {
        var row = new PSObject();
        foreach ((string name, JsonElement value) in fields)
        {
            object? given = value.ValueKind == JsonValueKind.Array ? string.Join(';', value.EnumerateArray()) : value.ToString();
            string column = name == "services" ? "Service"
                : name.EndsWith("Id", StringComparison.Ordinal) && name != "tenantId" ? name[..^2]
                : name;
            row.Properties.Add(new PSNoteProperty(column, given));
        }

        return row;
    }
}
