using System;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>The one comparison that the tour makes: a property equals a value, as text, in any case.</summary>
[Cmdlet("Where", "Object")]
internal sealed class WhereObjectCommand : PSCmdlet
{
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0, Mandatory = true)]
    public string? Property { get; set; }

    [Parameter(Position = 1)]
    public object? Value { get; set; }

    [Parameter(Mandatory = true)]
    public SwitchParameter EQ { get; set; }

    protected override void ProcessRecord()
    {
        object? actual = InputObject?.Properties[Property!]?.Value;
        if (string.Equals(actual?.ToString(), Value?.ToString(), StringComparison.OrdinalIgnoreCase))
            WriteObject(InputObject);
    }
}
