using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using FastTrackFpx.Benchmarks.Contenders;
using FastTrackFpx.Benchmarks.Service;
using FastTrackFpx.Hosting;

namespace FastTrackFpx.Benchmarks.Floor;

/// <summary>The floor behind cmdlets with the parameters of the module's: what PowerShell adds in any cmdlet.</summary>
internal sealed class FloorCmdletWork : IDisposable
{
    private readonly PowerShellSession _session = PowerShellSession.Open();

    public FloorCmdletWork(ServiceAddress address, int underWay)
    {
        Floor = new FloorWork(address, underWay);
        _session.Run("Import-Module", ("Assembly", typeof(FloorCmdletWork).Assembly)).Succeeded();
    }

    internal static FloorWork Floor { get; private set; } = null!;

    public void Dispose()
    {
        _session.Dispose();
        Floor.Dispose();
    }

    public Task<WorkResult> DoAsync(WorkRequest request) => Task.FromResult(request.Work switch
    {
        "tenants" => Read<Tenant>("Get-FloorTenant", tenant => tenant.TenantId),
        "entitlements" => Read<Entitlement>("Get-FloorTenant | Get-FloorRecord entitlements", record => record.ServiceIntentId),
        "maxEntitlements" => Read<MaxEntitlement>("Get-FloorTenant | Get-FloorRecord maxEntitlements", record => record.Id),
        "contacts" => Read<Contact>("Get-FloorTenant | Get-FloorRecord contacts", contact => contact.ContactId),
        _ => throw new ArgumentOutOfRangeException(nameof(request), request.Work, "The floor's cmdlets have no such work."),
    });

    private WorkResult Read<T>(string command, Func<T, Guid> id)
    {
        _session.Script($"$records = {command}").Succeeded();
        var records = (object[])_session["records"]!;
        _session["records"] = null;
        return WorkResult.Of(records, item => id((T)(item is PSObject wrapped ? wrapped.BaseObject : item)));
    }
}

/// <summary>Lists the tenants.</summary>
[Cmdlet(VerbsCommon.Get, "FloorTenant")]
public sealed class GetFloorTenantCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(FloorCmdletWork.Floor.TenantsAsync().GetAwaiter().GetResult(), enumerateCollection: true);
}

/// <summary>Reads records of tenants from the pipeline.</summary>
[Cmdlet(VerbsCommon.Get, "FloorRecord")]
public sealed class GetFloorRecordCommand : PSCmdlet
{
    private readonly Queue<Task<IReadOnlyList<object>>> _underWay = new();
    private readonly List<Tenant> _batch = [];

    /// <summary>The kind of record.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Work { get; set; } = string.Empty;

    /// <summary>The tenants.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public object[] TenantId { get; set; } = [];

    /// <summary>The services.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ServiceId", "Workload")]
    public string[]? Service { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _batch.AddRange(TenantId.Select(tenant => (Tenant)(tenant is PSObject wrapped ? wrapped.BaseObject : tenant)));
        if (_batch.Count >= FloorWork.TenantsPerCall) Send();
        while (_underWay.Count >= FloorCmdletWork.Floor.UnderWay) WriteNext();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_batch.Count > 0) Send();
        while (_underWay.Count > 0) WriteNext();
    }

    private void Send()
    {
        _underWay.Enqueue(FloorCmdletWork.Floor.BatchAsync(Work, [.. _batch]));
        _batch.Clear();
    }

    private void WriteNext() => WriteObject(_underWay.Dequeue().GetAwaiter().GetResult(), enumerateCollection: true);
}
