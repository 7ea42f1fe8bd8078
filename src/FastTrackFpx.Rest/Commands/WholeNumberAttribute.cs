using System.Collections;
using System.Management.Automation;

namespace FastTrackFpx.Rest.Commands;

/// <summary>
/// Takes whole numbers only. PowerShell alone would round 5003.6, read '1.000' as 1 and '5kb' as 5120. An empty cell of a CSV file is null.
/// </summary>
/// <remarks>A list parameter also takes one text with semicolons between the numbers. PowerShell reports what cannot be read.</remarks>
internal sealed class WholeNumberAttribute : ArgumentTransformationAttribute
{
    private const char Separator = ';';

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = ParameterText.Unwrap(inputData);
        if (ParameterText.IsBlank(value)) return null!;
        if (value is string text && text.IndexOf(Separator) >= 0) return text.Split(Separator).Where(part => part.Trim().Length > 0).Select(Read).ToArray();
        return value is IEnumerable list and not string ? list.Cast<object?>().Select(Read).ToArray() : Read(value);
    }

    // The type of another assembly that stands for a number says it as text.
    private static object Read(object? value) => ParameterText.TryWholeNumber(ParameterText.Unwrap(value) is { } other and not (string or ValueType) ? other.ToString() : value, out long number)
        ? number
        : throw new ArgumentTransformationMetadataException(
            $"'{ParameterText.Shown(value)}' is not a whole number. Write digits only, such as 1000; separate several numbers in one text with a semicolon.");
}
