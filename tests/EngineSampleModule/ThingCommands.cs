using System;
using System.Linq;
using System.Management.Automation;

namespace EngineSampleModule;

[Cmdlet(VerbsCommon.Get, "SampleThing", DefaultParameterSetName = "ById", SupportsPaging = true)]
[OutputType(typeof(SampleThing))]
[Alias("gst")]
public sealed class GetSampleThingCommand : PSCmdlet
{
    private ulong _seen;

    [Parameter(ParameterSetName = "ById", Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Number")]
    [ValidateRange(0, 1000)]
    public int[] Id { get; set; } = new[] { 1, 2, 3 };

    [Parameter(ParameterSetName = "ByName", Mandatory = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = string.Empty;

    [Parameter]
    public string Prefix { get; set; } = "thing";

    protected override void ProcessRecord()
    {
        if (PagingParameters.IncludeTotalCount)
            WriteObject(PagingParameters.NewTotalCount(3, 1.0));
        WildcardPattern pattern = WildcardPattern.Get(Name, WildcardOptions.IgnoreCase);
        foreach (int id in Id)
        {
            SampleThing thing = new()
            {
                Id = id,
                Name = $"{Prefix}-{id}",
                Size = id * 1000L,
                Created = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddDays(id),
                Tags = Enumerable.Range(1, id % 6).Select(n => "t" + n).ToArray(),
                Paint = id % 2 == 0 ? null : new SamplePaint { Colour = SampleColour.DarkGreen },
            };
            if (ParameterSetName == "ByName" && !pattern.IsMatch(thing.Name))
                continue;
            if (_seen++ < PagingParameters.Skip || _seen > PagingParameters.Skip + Math.Min(PagingParameters.First, 1_000_000))
                continue;
            WriteObject(thing);
        }
    }
}

[Cmdlet(VerbsCommon.Set, "SampleThing", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SampleThing))]
public sealed class SetSampleThingCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public SampleThing Thing { get; set; } = null!;

    [Parameter]
    public string? NewName { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        if (!ShouldProcess($"thing {Thing.Id}", $"Rename {Thing.Name} to {NewName}"))
            return;
        if (Force || ShouldContinue("Really?", "Sure"))
        {
            Thing.Name = NewName ?? string.Empty;
            WriteObject(Thing);
        }
    }
}
