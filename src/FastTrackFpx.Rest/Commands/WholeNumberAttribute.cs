using System.Collections;
using System.Management.Automation;

namespace FastTrackFpx.Rest.Commands;

/// <summary>
/// Takes whole numbers only. PowerShell alone would round 5003.6, read '1.000' as 1 and '5kb' as 5120. An empty cell of a CSV file is null.
/// </summary>
/// <remarks>
/// A list parameter also takes one text with semicolons between the numbers. PowerShell reports what cannot be read, unless the cmdlet does that for a
/// whole row (<see cref="FromRow"/>).
/// </remarks>
internal sealed class WholeNumberAttribute : ArgumentTransformationAttribute
{
    private const char Separator = ';';

    /// <summary>True if the cmdlet itself checks the cells of a row and reports them with the row's number.</summary>
    public bool FromRow { get; set; }

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = ParameterText.Unwrap(inputData);
        if (ParameterText.IsBlank(value)) return null!;
        if (value is string text && text.IndexOf(Separator) >= 0) return text.Split(Separator).Where(part => part.Trim().Length > 0).Select(Read).ToArray();
        return value is IEnumerable list and not string ? list.Cast<object?>().Select(Read).ToArray() : Read(value);
    }

    private object Read(object? value)
    {
        if (ParameterText.TryWholeNumber(value, out long number)) return number;
        string message = $"'{ParameterText.Shown(value)}' is not a whole number. Write digits only, such as 1000; separate several numbers in one text with a semicolon.";
        return FromRow ? new UnreadableValue(message) : throw new ArgumentTransformationMetadataException(message);
    }
}

/// <summary>Stands for a value that cannot be read. It converts to no type, so PowerShell does not bind it.</summary>
internal sealed class UnreadableValue(string message)
{
    public override string ToString() => message;
}
