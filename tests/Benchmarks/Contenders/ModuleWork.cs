using System;
using System.Collections;
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
    private readonly PowerShellSession _session = PowerShellSession.OpenWithModule();

    public ModuleWork(ServiceAddress address) => _session.Run($"Connect-FpxService -SandboxPath {address.Folder} -RequestsPerMinute 1000000").Succeeded();

    public void Dispose() => _session.Dispose();

    public Task<WorkResult> DoAsync(WorkRequest request) => Task.FromResult(request.Work switch
    {
        "tenants" => Read<FpxTenant>(tenant => tenant.TenantId, "Get-FpxTenant"),
        "entitlements" => Read<FpxEntitlement>(record => record.ServiceIntentId!.Value, "Get-FpxTenant | Get-FpxEntitlement"),
        "maxEntitlements" => Read<FpxMaxEntitlement>(record => Guid.Parse(record.Id!), "Get-FpxTenant | Get-FpxMaxEntitlement"),
        "contacts" => Read<FpxContact>(contact => contact.ContactId, "Get-FpxTenant | Get-FpxContact"),
        "statements" => Of<FpxIncentiveTransaction>(row => Guid.Parse(row.RecordId!), _session.Run("Get-FpxIncentiveStatement -ExpandTransaction").Succeeded()),
        "contactWrites" => Of<FpxContact>(null, _session.Run($"{request.Rows!.Select(Row).ToList()} | New-FpxContact").Succeeded()),
        "stream" => Stream(request.Repeat),
        "first" => First(),
        "completion" => Completion.Measure(_session, isConnected: true),
        "completionAlone" => Completion.MeasureAlone(),
        _ => throw new ArgumentOutOfRangeException(nameof(request), request.Work, "The module has no such work."),
    });

    private WorkResult Read<T>(Func<T, Guid> id, string script) => Of(id, _session.Run(script).Succeeded());

    private static WorkResult Of<T>(Func<T, Guid>? id, SessionResult result) => id is null
        ? new WorkResult { Count = result.Output.Count }
        : WorkResult.Of(result.Output, item => id((T)item!.BaseObject));

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
        SessionResult result = _session.Run("Get-FpxTenant | Get-FpxContact | Select-Object -First 1").Succeeded();
        return new WorkResult { Count = result.Output.Count, First = clock.Elapsed };
    }

    /// <summary>The row of a file that a user would have: the cmdlets' names, for what the API has other names for.</summary>
    private static PSObject Row(Dictionary<string, JsonElement> fields)
    {
        var row = new PSObject();
        foreach ((string name, JsonElement value) in fields)
        {
            object? given = value.ValueKind == JsonValueKind.Array ? string.Join(';', value.EnumerateArray()) : value.ToString();
            row.Properties.Add(new PSNoteProperty(name == "services" ? "Service" : name.EndsWith("Id", StringComparison.Ordinal) && name != "tenantId" ? name[..^2] : name, given));
        }

        return row;
    }
}
