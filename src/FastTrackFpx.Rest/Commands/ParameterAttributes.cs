using System.Collections;
using System.Security;
using System.Text.RegularExpressions;

namespace FastTrackFpx.Rest.Commands;

/// <summary>Takes whole numbers only. PowerShell alone would round 5003.6, read '1.000' as 1 and '5kb' as 5120. An empty cell of a CSV file is null.</summary>
/// <remarks>A list parameter also takes one text with semicolons between the numbers. PowerShell reports what cannot be read.</remarks>
internal sealed class WholeNumberAttribute : ArgumentTransformationAttribute
{
    private const char Separator = ';';

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = ParameterText.Unwrap(inputData);
        if (ParameterText.IsBlank(value)) return null!;
        if (value is string text && text.IndexOf(Separator) >= 0) return text.Split(Separator).Where(part => part.Trim().Length > 0).Select(Read).ToArray();
        return value is IEnumerable list and not string ? list.Cast<object?>().Select(Read).ToArray() : (object)Read(value);
    }

    // A number type of another assembly converts to text.
    internal static long Read(object? value) => ParameterText.TryWholeNumber(
        ParameterText.Unwrap(value) is { } other and not (string or ValueType) ? other.ToString() : value, out long number)
        ? number
        : throw new ArgumentTransformationMetadataException(
            $"'{ParameterText.Shown(value)}' is not a whole number. Write digits only, such as 1000; separate several numbers in one text with a semicolon.");
}

/// <summary>Takes a .NET date, or text in ISO 8601. PowerShell alone would read '03/04/2027' as 4 March everywhere and '12:30' as today.</summary>
/// <remarks>A time without an offset is local time; an empty cell of a CSV file is null.</remarks>
internal sealed class IsoDateAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = ParameterText.Unwrap(inputData);
        if (ParameterText.IsBlank(value)) return null!;
        if (!ParameterText.TryDate(value, out DateTimeOffset date))
        {
            throw new ArgumentTransformationMetadataException(
                $"'{ParameterText.Shown(value)}' is not a date in ISO 8601 format. Write 2027-03-31 or 2027-03-31T14:30.");
        }

        return ParameterText.HasOffset(value) ? date : new DateTimeOffset(DateTime.SpecifyKind(date.DateTime, DateTimeKind.Local));
    }
}

/// <summary>Takes a truth value, or text as CSV files and people write it: true, false, yes, no, 1, 0. An empty text is null.</summary>
internal sealed class YesNoAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => ParameterText.IsBlank(inputData) ? null!
        : ParameterText.TryFlag(inputData, out bool flag) ? flag
        : throw new ArgumentTransformationMetadataException($"'{ParameterText.Shown(inputData)}' is neither yes nor no. Write true, false, yes, no, 1 or 0.");
}

/// <summary>Takes a secret as a SecureString. Plain text is refused with a hint, and so is a NUL character, at which the secret would be cut off.</summary>
internal sealed class SecretAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        string? problem = ParameterText.Unwrap(inputData) switch
        {
            string => "The value is plain text, and the parameter takes a SecureString. Use Read-Host -AsSecureString or Get-Secret.",
            SecureString secret when Credentials.TextOf(secret).IndexOf('\0') >= 0 =>
                "The secret has a NUL character. Read it again with the right encoding.",
            _ => null,
        };
        return problem is null ? inputData : throw new ArgumentTransformationMetadataException(problem);
    }
}

/// <summary>Takes numbers; text in invariant form only, with a point before the fraction. PowerShell alone would read '1,5' as 15, and true as 1.</summary>
/// <remarks>Text such as '1.000' is a thousand in many countries, and one in others. It is refused.</remarks>
internal sealed class InvariantNumberAttribute : ArgumentTransformationAttribute
{
    private static readonly Regex ThousandsPattern = new(@"\A[+-]?[1-9][0-9]{0,2}\.[0-9]{3}\z", RegexOptions.CultureInvariant);

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = ParameterText.Unwrap(inputData);
        if (ParameterText.IsBlank(value)) return null!;
        if (value is not string text) return IsNumber(value!) ? inputData : throw NotANumber(value!);
        text = text.Trim();
        // As decimal, so that no digit of an amount is lost.
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number))
            throw NotANumber(text);
        return !ThousandsPattern.IsMatch(text) ? number
            : throw new ArgumentTransformationMetadataException(
                $"'{text}' has two meanings: {text}0 and {text.Replace(".", string.Empty)}. Write one of these.");
    }

    private static bool IsNumber(object value) => Type.GetTypeCode(value.GetType()) switch
    {
        TypeCode.Double or TypeCode.Single => Math.Abs(Convert.ToDouble(value, CultureInfo.InvariantCulture)) < (double)decimal.MaxValue,
        var code => code is >= TypeCode.SByte and <= TypeCode.Decimal,
    };

    private static ArgumentTransformationMetadataException NotANumber(object value) =>
        new($"'{ParameterText.Shown(value)}' is not a number. Write digits with a point before the fraction, such as 12.5.");
}

/// <summary>
/// Refuses text that would arrive changed: a NUL character, which cuts a text off, and half of a surrogate pair, which becomes another character. Also
/// <c>System.String[]</c> and its like, which Export-Csv writes instead of the items of a list.
/// </summary>
internal sealed class WellFormedTextAttribute : ValidateArgumentsAttribute
{
    public static void Require(string text)
    {
        if (text.EndsWith("[]", StringComparison.Ordinal)
            && (text.StartsWith("System.", StringComparison.Ordinal) || text.StartsWith("FastTrackFpx.", StringComparison.Ordinal)))
        {
            throw new ValidationMetadataException(
                $"'{text}' is the type of a list, which Export-Csv writes instead of the items. Write the items, or leave the cell empty.");
        }

        int place = SoundText.IndexOfBrokenCharacter(text);
        if (place < 0) return;
        string what = text[place] == '\0' ? "a NUL character" : "half of a surrogate pair";
        throw new ValidationMetadataException($"The text has {what} at position {place + 1}. Remove it, or read the text again with the right encoding.");
    }

    /// <summary>The same for a text or the texts of a list.</summary>
    public static void RequireAll(object? value)
    {
        foreach (object? item in ParameterText.Unwrap(value) is IEnumerable list and not string ? list : new[] { value })
        {
            if (ParameterText.Unwrap(item) is string text) Require(text);
        }
    }

    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics) => RequireAll(arguments);
}
