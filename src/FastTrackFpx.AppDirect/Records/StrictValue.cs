using System.Collections;
using System.Globalization;

namespace FastTrackFpx.AppDirect.Records;

/// <summary>What a script assigns to a property of a record, read by the rules of parameters. Null and blank text are null.</summary>
internal static class StrictValue
{
    internal static bool? Flag(object? value) => (bool?)new YesNoAttribute().Transform(null!, value!);

    internal static long? Whole(object? value) => ParameterText.IsBlank(value) ? null : WholeNumberAttribute.Read(value);

    internal static decimal? Number(object? value) => new InvariantNumberAttribute().Transform(null!, value!) is { } number
        ? Convert.ToDecimal(ParameterText.Unwrap(number), CultureInfo.InvariantCulture)
        : null;

    /// <summary>A number that the service takes as text: as it was written.</summary>
    internal static string? NumberText(object? value) =>
        Number(value) is not { } number ? null : ParameterText.Unwrap(value) is string text ? text.Trim() : number.ToString(CultureInfo.InvariantCulture);

    internal static DateTimeOffset? Date(object? value) => (DateTimeOffset?)new IsoDateAttribute().Transform(null!, value!);

    internal static long[]? Wholes(object? value) => ParameterText.IsBlank(value) ? null
        : ParameterText.Unwrap(value) is IEnumerable list and not string ? [.. list.Cast<object?>().Select(WholeNumberAttribute.Read)]
        : [WholeNumberAttribute.Read(value)];
}
