namespace EngineSampleParts;

/// <summary>Lives in an assembly that only the sample module's initializer knows how to find.</summary>
public sealed class SamplePart
{
    public SamplePart(string name) => Name = name;

    public string Name { get; }
}
