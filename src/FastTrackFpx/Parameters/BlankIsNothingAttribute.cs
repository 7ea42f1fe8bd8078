namespace FastTrackFpx.Parameters;

/// <summary>Takes an empty text for nothing, which is what a CSV file writes for it. PowerShell would make a zero of it.</summary>
internal sealed class BlankIsNothingAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is string text && string.IsNullOrWhiteSpace(text) ? null! : inputData;
    }
}
