namespace FastTrackFpx.Notes;

/// <summary>Takes a text, a plain value, or the Text of an object. PowerShell would make a text of any record.</summary>
internal sealed class TextTransformationAttribute : ArgumentTransformationAttribute
{
    // An object that has one of these is a file, and no text is wanted of it.
    private static readonly string[] Paths = ["Path", "FullName", "PSPath"];

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is null or string or ValueType) return inputData!;
        if (value is Array)
            throw new ArgumentTransformationMetadataException("Several lines are several texts: read a file with Get-Content -Raw, or use -Path.");
        PSMemberInfoCollection<PSPropertyInfo> properties = PSObject.AsPSObject(inputData).Properties;
        if (properties["Text"]?.Value is { } text) return Transform(engineIntrinsics, text);
        return Paths.Any(path => properties[path] is not null)
            ? inputData
            : throw new ArgumentTransformationMetadataException($"The input has no Text: {(value is PSCustomObject ? inputData : value.GetType().Name)}.");
    }
}
