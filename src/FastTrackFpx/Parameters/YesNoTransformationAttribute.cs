using FastTrackFpx.Changes;

namespace FastTrackFpx.Parameters;

/// <summary>Takes a truth value, or text as CSV files and people write it; an empty text is none.</summary>
/// <remarks>Anything else is passed on as text, so that PowerShell reports it as it reports every argument it cannot convert.</remarks>
internal sealed class YesNoTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (CellValue.TryYesNo(inputData, out bool? answer)) return answer!;
        return CellValue.Bare(inputData) is ValueType number ? $"{number}" : inputData;
    }
}
