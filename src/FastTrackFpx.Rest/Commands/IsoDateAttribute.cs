using System.Management.Automation;

namespace FastTrackFpx.Rest.Commands;

/// <summary>Takes a .NET date, or text in ISO 8601. PowerShell alone would read '03/04/2027' as 4 March everywhere and '12:30' as today.</summary>
/// <remarks>A time without an offset is local time; an empty cell of a CSV file is null.</remarks>
internal sealed class IsoDateAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = ParameterText.Unwrap(inputData);
        if (ParameterText.IsBlank(value)) return null!;
        if (!ParameterText.TryDate(value, out DateTimeOffset date)) throw NotADate(value);
        return ParameterText.HasOffset(value) ? date : new DateTimeOffset(DateTime.SpecifyKind(date.DateTime, DateTimeKind.Local));
    }

    private static ArgumentTransformationMetadataException NotADate(object? value) =>
        new($"'{ParameterText.Shown(value)}' is not a date in ISO 8601 format. Write 2027-03-31 or 2027-03-31T14:30.");
}
