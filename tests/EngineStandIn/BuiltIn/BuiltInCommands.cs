using System;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Formatting;

namespace Microsoft.PowerShell.Commands;

/// <summary>The few commands of PowerShell itself that tests and the tour use.</summary>
internal static class BuiltInCommands
{
    public static readonly Type[] All =
    [
        typeof(ImportModuleCommand), typeof(RemoveModuleCommand), typeof(GetModuleCommand), typeof(SelectObjectCommand),
        typeof(WhereObjectCommand), typeof(ImportCsvCommand), typeof(OutStringCommand), typeof(FormatTableCommand), typeof(FormatListCommand),
    ];
}

[Cmdlet("Select", "Object", DefaultParameterSetName = "DefaultParameter")]
internal sealed class SelectObjectCommand : PSCmdlet
{
    private int _seen;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public string[]? Property { get; set; }

    [Parameter]
    public string? ExpandProperty { get; set; }

    [Parameter, ValidateRange(0, int.MaxValue)]
    public int First { get; set; } = -1;

    [Parameter, ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    [Parameter]
    public SwitchParameter Wait { get; set; }

    protected override void ProcessRecord()
    {
        int place = _seen++;
        if (place < Skip || (First >= 0 && place >= Skip + First))
            return;
        if (ExpandProperty is null)
            WriteObject(Shape());
        else if (InputObject?.Properties[ExpandProperty] is { } expanded)
            WriteObject(expanded.Value, enumerateCollection: true);
        else
            WriteError(new ErrorRecord(new PSArgumentException($"Property \"{ExpandProperty}\" cannot be found."), "ExpandPropertyNotFound", ErrorCategory.InvalidArgument, InputObject));
        if (First > 0 && _seen == Skip + First && !Wait)
            throw new StopUpstreamCommandsException(Processor!);
    }

    private object? Shape()
    {
        if (Property is null)
            return InputObject;
        PSObject selected = new();
        foreach (string name in Property)
        {
            foreach (PSPropertyInfo property in WildcardPattern.ContainsWildcardCharacters(name) ? InputObject!.Properties.Match(name).ToArray() : [InputObject!.Properties[name] ?? new PSNoteProperty(name, null)])
                selected.Properties.Add(new PSNoteProperty(property.Name, property.Value));
        }

        return selected;
    }
}

[Cmdlet("Out", "String")]
internal sealed class OutStringCommand : PSCmdlet
{
    private TextFormatter? _formatter;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter, ValidateRange(2, int.MaxValue)]
    public int Width { get; set; } = 120;

    protected override void BeginProcessing() => _formatter = new TextFormatter(Processor!.Runspace.Modules.Views, Width);

    protected override void ProcessRecord() => _formatter!.Add(InputObject);

    protected override void EndProcessing() => WriteObject(_formatter!.Finish());
}

internal abstract class FormatCommand(bool table) : PSCmdlet
{
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public string[]? Property { get; set; }

    private protected virtual bool IsAutoSized => false;

    protected override void ProcessRecord()
    {
        if (InputObject is not null)
            WriteObject(new FormatEntry(InputObject, table, Property, IsAutoSized));
    }
}

[Cmdlet("Format", "Table")]
internal sealed class FormatTableCommand() : FormatCommand(table: true)
{
    [Parameter]
    public SwitchParameter AutoSize { get; set; }

    private protected override bool IsAutoSized => AutoSize;
}

[Cmdlet("Format", "List")]
internal sealed class FormatListCommand() : FormatCommand(table: false);
