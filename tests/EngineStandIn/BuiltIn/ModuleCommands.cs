using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Modules;

namespace Microsoft.PowerShell.Commands;

[Cmdlet("Import", "Module", DefaultParameterSetName = "Name")]
internal sealed class ImportModuleCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "Name")]
    public string[] Name { get; set; } = [];

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        ModuleTable modules = Processor!.Runspace.Modules;
        foreach (string name in Name)
        {
            try
            {
                PSModuleInfo module = modules.Import(GetUnresolvedProviderPathFromPSPath(name));
                if (PassThru)
                    WriteObject(module);
            }
            catch (FileNotFoundException e)
            {
                WriteError(new ErrorRecord(e, "Modules_ModuleNotFound", ErrorCategory.ResourceUnavailable, name));
            }
        }
    }
}

[Cmdlet("Remove", "Module")]
internal sealed class RemoveModuleCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public string[] Name { get; set; } = [];

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        ModuleTable modules = Processor!.Runspace.Modules;
        foreach (PSModuleInfo module in modules.All.Where(m => Name.Contains(m.Name, StringComparer.OrdinalIgnoreCase)).ToArray())
            modules.Remove(module);
    }
}

[Cmdlet("Get", "Module")]
internal sealed class GetModuleCommand : PSCmdlet
{
    [Parameter(Position = 0)]
    public string[] Name { get; set; } = ["*"];

    protected override void ProcessRecord() =>
        WriteObject(Processor!.Runspace.Modules.All.Where(m => Name.Any(n => new WildcardPattern(n, WildcardOptions.IgnoreCase).IsMatch(m.Name))).ToArray(), enumerateCollection: true);
}
