using System.Management.Automation;

namespace FastTrackFpx.Benchmarks.Contenders;

/// <summary>Binds the parameters of <c>Get-FpxMaxEntitlement</c> from the pipeline and does nothing: PowerShell's own share of a read.</summary>
[Cmdlet(VerbsCommon.Get, "Nothing")]
public sealed class GetNothingCommand : PSCmdlet
{
    /// <summary>The tenants.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public object[] TenantId { get; set; } = [];

    /// <summary>The services.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ServiceId", "Workload")]
    public string[]? Service { get; set; }
}
