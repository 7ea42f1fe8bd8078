using System;
using System.Globalization;
using System.Management.Automation;

namespace EngineSampleModule;

public enum SampleColour
{
    Red,
    Green,
    DarkGreen,
    Blue,
}

public sealed class SamplePaint
{
    public SampleColour Colour { get; set; }
}

public sealed class SampleThing
{
    public int Id { get; set; }
    public string Name { get; set; } = string.Empty;
    public long Size { get; set; }
    public DateTimeOffset Created { get; set; }
    public string[] Tags { get; set; } = Array.Empty<string>();
    public SamplePaint? Paint { get; set; }
}

/// <summary>Takes a word for a number: the transformation that the tests use.</summary>
public sealed class NumberWordAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            "one" => 1,
            "two" => 2,
            "nonsense" => throw new ArgumentTransformationMetadataException("'nonsense' is no number."),
            _ => inputData,
        };
    }
}

/// <summary>Refuses odd numbers.</summary>
public sealed class EvenAttribute : ValidateArgumentsAttribute
{
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (Convert.ToInt32(arguments, CultureInfo.InvariantCulture) % 2 != 0)
            throw new ValidationMetadataException("It is odd.");
    }
}
