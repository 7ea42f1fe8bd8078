namespace FastTrackFpx.Parameters;

/// <summary>Takes a truth value, or text as CSV files and people write it; an empty text is none.</summary>
/// <remarks>What is neither is handed on as it came, so that PowerShell reports it as it reports every argument it cannot convert.</remarks>
internal sealed class YesNoTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is SwitchParameter given) return given.IsPresent;
        if (value is not string text) return value!;
        return text.Trim().ToUpperInvariant() switch
        {
            "" => null!,
            "TRUE" or "YES" or "1" => true,
            "FALSE" or "NO" or "0" => false,
            _ => inputData,
        };
    }
}
