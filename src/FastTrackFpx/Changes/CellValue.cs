namespace FastTrackFpx.Changes;

/// <summary>Reads values of rows and tables: unambiguous input only, the same in every culture and time zone.</summary>
internal static class CellValue
{
    /// <summary>The value without PowerShell's wrapping; null for nothing, an empty text and a database's null.</summary>
    internal static object? Bare(object? value) => ParameterText.IsBlank(value) ? null : ParameterText.Unwrap(value);

    /// <summary>A calendar day: the day that a date shows, whatever this machine's time zone is. A value that is the present one stays as it is.</summary>
    internal static bool TryDay(object? value, DateTimeOffset? present, out DateTimeOffset day)
    {
        day = default;
        try
        {
            if (IsHeld(value, present)) day = present!.Value;
            else if (Bare(value) is string text && FpxValue.TryWritten(text, out var written)) day = DayOf(written, present);
            else if (FpxValue.Date(value) is { } date) day = DayOf(date, present);
            else return false;
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Whether a value is the present moment: ConvertFrom-Json turns it into local time, whose day may be another one.</summary>
    internal static bool IsHeld(object? value, DateTimeOffset? present) =>
        present is not null && Bare(value) is DateTimeOffset or DateTime { Kind: DateTimeKind.Local }
        && DayOf(FpxValue.MomentOf(value)!.Value, present) == present;

    /// <summary>The calendar day that a moment shows in its own offset; a moment that is the present value stays as it is.</summary>
    internal static DateTimeOffset DayOf(DateTimeOffset moment, DateTimeOffset? present) =>
        present is { } held && (held - moment).Duration() < TimeSpan.FromSeconds(1) ? held : FpxValue.Date(moment)!.Value;

    internal static string WellFormed(string text, string name)
    {
        try
        {
            WellFormedTextAttribute.Require(text);
            return text;
        }
        catch (ValidationMetadataException broken)
        {
            throw new InputException(ErrorCode.InvalidInput, $"-{name}: {broken.Message}", name, "Correct the value.");
        }
    }
}
