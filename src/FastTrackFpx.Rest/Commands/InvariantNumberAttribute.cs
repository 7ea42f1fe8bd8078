using System.Globalization;
using System.Management.Automation;

namespace FastTrackFpx.Rest.Commands;

/// <summary>Takes numbers; text in invariant form only, with a point before the fraction. PowerShell alone would read '1,5' as 15.</summary>
internal sealed class InvariantNumberAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = ParameterText.Unwrap(inputData);
        if (ParameterText.IsBlank(value)) return null!;
        if (value is not string text) return inputData;
        // As decimal, so that no digit of an amount is lost.
        return decimal.TryParse(text.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
            ? number
            : throw new ArgumentTransformationMetadataException($"'{ParameterText.Shown(text)}' is not a number. Write digits with a point before the fraction, such as 12.5.");
    }
}
