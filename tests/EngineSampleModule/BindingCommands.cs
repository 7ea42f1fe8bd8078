using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace EngineSampleModule;

/// <summary>Says what was bound, one line per parameter: name, type and value.</summary>
public abstract class BindingReport : PSCmdlet
{
    protected override void ProcessRecord()
    {
        IEnumerable<string> bound = MyInvocation.BoundParameters
            .Where(p => !CommonParameters.Contains(p.Key))
            .OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => $"{p.Key}={Describe(p.Value)}");
        WriteObject($"{ParameterSetName}: {string.Join("; ", bound)}");
    }

    private static string Describe(object? value) => value switch
    {
        null => "null",
        PSObject wrapped => "PSObject of " + Describe(wrapped.BaseObject),
        string text => $"'{text}'",
        Array many => $"{many.GetType().Name}({string.Join(",", many.Cast<object?>().Select(Describe))})",
        IDictionary table => $"{table.GetType().Name} of {table.Count}",
        DateTimeOffset moment => "DateTimeOffset " + moment.UtcDateTime.ToString("s"),
        IFormattable plain => $"{plain.GetType().Name} {plain.ToString(null, System.Globalization.CultureInfo.InvariantCulture)}",
        _ => $"{value.GetType().Name} {value}",
    };
}

[Cmdlet(VerbsDiagnostic.Test, "SampleBinding")]
[OutputType(typeof(string))]
public sealed class TestSampleBindingCommand : BindingReport
{
    [Parameter(Position = 0)]
    public string? Text { get; set; }

    [Parameter(Position = 1)]
    public int Whole { get; set; }

    [Parameter]
    public int? MaybeWhole { get; set; }

    [Parameter]
    public long[]? Longs { get; set; }

    [Parameter]
    public string[]? Texts { get; set; }

    [Parameter]
    public bool Truth { get; set; }

    [Parameter]
    public SwitchParameter Turned { get; set; }

    [Parameter]
    public SampleColour Colour { get; set; }

    [Parameter]
    public Guid Key { get; set; }

    [Parameter]
    public Guid[]? Keys { get; set; }

    [Parameter]
    public Uri? Address { get; set; }

    [Parameter]
    public DateTimeOffset Moment { get; set; }

    [Parameter]
    public TimeSpan Span { get; set; }

    [Parameter]
    public Hashtable? Table { get; set; }

    [Parameter]
    public IDictionary? AnyTable { get; set; }

    [Parameter]
    public object? Anything { get; set; }

    [Parameter]
    public object[]? Many { get; set; }

    [Parameter]
    public PSObject? Wrapped { get; set; }

    [Parameter]
    public double Real { get; set; }

    [Parameter]
    public Version? Release { get; set; }

    [Parameter]
    public ScriptBlock? Block { get; set; }

    [Parameter(ValueFromRemainingArguments = true)]
    public string[]? Rest { get; set; }
}

[Cmdlet(VerbsDiagnostic.Test, "SampleSet", DefaultParameterSetName = "Alpha")]
[OutputType(typeof(string))]
public sealed class TestSampleSetCommand : BindingReport
{
    [Parameter(ParameterSetName = "Alpha", Position = 0, ValueFromPipelineByPropertyName = true)]
    public int Number { get; set; }

    [Parameter(ParameterSetName = "Beta", Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public SampleThing? Thing { get; set; }

    [Parameter(ParameterSetName = "Gamma", Mandatory = true)]
    [Alias("Label", "Tag")]
    public string? Gamma { get; set; }

    [Parameter(ParameterSetName = "Gamma", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public Guid Key { get; set; }

    [Parameter(ParameterSetName = "Beta")]
    [Parameter(ParameterSetName = "Gamma")]
    public SwitchParameter Deep { get; set; }

    [Parameter]
    public string? Everywhere { get; set; }
}

[Cmdlet(VerbsDiagnostic.Test, "SampleRule")]
[OutputType(typeof(string))]
public sealed class TestSampleRuleCommand : BindingReport
{
    [Parameter(ValueFromPipeline = true), NumberWord, Even]
    public int Even { get; set; }

    [Parameter, ValidateSet("Low", "High")]
    public string[]? Level { get; set; }

    [Parameter, ValidateRange(1, 10)]
    public int Small { get; set; }

    [Parameter, ValidateLength(2, 4)]
    public string? Short { get; set; }

    [Parameter, ValidateCount(1, 2)]
    public int[]? Few { get; set; }

    [Parameter, ValidatePattern("^[a-c]+$")]
    public string? Letters { get; set; }

    [Parameter, ValidateNotNull]
    public object? Something { get; set; }

    [Parameter, ValidateNotNullOrEmpty]
    public string[]? Filled { get; set; }
}
