using System.Management.Automation;

namespace FastTrackFpx.Rest.Commands;

/// <summary>Takes a truth value, or text as CSV files and people write it: true, false, yes, no, 1, 0. An empty text is null.</summary>
internal sealed class YesNoAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => ParameterText.IsBlank(inputData) ? null! : ParameterText.Unwrap(inputData) switch
    {
        bool truth => truth,
        SwitchParameter truth => truth.IsPresent,
        var other => other!.ToString()!.Trim().ToUpperInvariant() switch
        {
            "TRUE" or "YES" or "1" => true,
            "FALSE" or "NO" or "0" => false,
            _ => throw new ArgumentTransformationMetadataException($"'{ParameterText.Shown(inputData)}' is neither yes nor no. Write true, false, yes, no, 1 or 0."),
        },
    };
}
