using System.Collections.ObjectModel;

namespace FastTrackFpx;

/// <summary>
/// What PowerShell reads and writes instead of the plain properties (see FastTrackFpx.Types.ps1xml): values that PowerShell's own conversions would guess,
/// such as <c>'no'</c> for true or <c>1.4.2027</c> for January, are read strictly.
/// </summary>
public static class FpxTypeData
{
    /// <summary>The id of a lookup: a whole number as a number, so that it sorts and compares as one; any other as text.</summary>
    public static object? GetId(PSObject record) => Of<FpxLookup>(record).Id is { } id
        ? long.TryParse(id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : id
        : null;

    /// <summary>Sets the id of a lookup from a number, a GUID or text.</summary>
    public static void SetId(PSObject record, object? value) => Of<FpxLookup>(record).Id = FpxValue.Unwrap(value) switch
    {
        null => null,
        { } id => FpxValue.TextOf(id) ?? throw new FormatException($"'{id}' is not an id."),
    };

    /// <summary>The number of seats.</summary>
    public static object GetEntitlementCount(PSObject record) => Of<FpxEntitlement>(record).EntitlementCount;

    /// <summary>Sets the number of seats from a whole number.</summary>
    public static void SetEntitlementCount(PSObject record, object? value) =>
        Of<FpxEntitlement>(record).EntitlementCount = FpxValue.Whole(value) ?? throw new FormatException("The number of seats is missing. Write 0 for none.");

    /// <summary>When the status is meant to be reached.</summary>
    public static object? GetTargetDate(PSObject record) => Shown(Of<FpxEntitlement>(record).TargetDate);

    /// <summary>Sets the target date from any date, or from ISO 8601 text.</summary>
    public static void SetTargetDate(PSObject record, object? value) => Of<FpxEntitlement>(record).TargetDate = FpxValue.Date(value);

    /// <summary>When the next step is due.</summary>
    public static object? GetNextActionDate(PSObject record) => Shown(Of<FpxEntitlement>(record).NextActionDate);

    /// <summary>Sets the date of the next step from any date, or from ISO 8601 text.</summary>
    public static void SetNextActionDate(PSObject record, object? value) => Of<FpxEntitlement>(record).NextActionDate = FpxValue.Date(value);

    /// <summary>Whether the contact is engaged.</summary>
    public static object? GetIsEngaged(PSObject record) => Of<FpxContact>(record).IsEngaged;

    /// <summary>Sets whether the contact is engaged, from true, false, yes, no, 1 or 0.</summary>
    public static void SetIsEngaged(PSObject record, object? value) => Of<FpxContact>(record).IsEngaged = FpxValue.Flag(value);

    /// <summary>Whether the contact is a FastTrack contact.</summary>
    public static object? GetIsFastTrackContact(PSObject record) => Of<FpxContact>(record).IsFastTrackContact;

    /// <summary>Sets whether the contact is a FastTrack contact, from true, false, yes, no, 1 or 0.</summary>
    public static void SetIsFastTrackContact(PSObject record, object? value) => Of<FpxContact>(record).IsFastTrackContact = FpxValue.Flag(value);

    /// <summary>Whether surveys may be sent to the contact.</summary>
    public static object? GetSurveyEligible(PSObject record) => Of<FpxContact>(record).SurveyEligible;

    /// <summary>Sets whether surveys may be sent to the contact, from true, false, yes, no, 1 or 0.</summary>
    public static void SetSurveyEligible(PSObject record, object? value) => Of<FpxContact>(record).SurveyEligible = FpxValue.Flag(value);

    /// <summary>Whether value-added services were sold.</summary>
    public static object? GetValueAddedServicesSold(PSObject record) => Of<FpxReferral>(record).ValueAddedServicesSold;

    /// <summary>Sets whether value-added services were sold, from true, false, yes, no, 1 or 0.</summary>
    public static void SetValueAddedServicesSold(PSObject record, object? value) => Of<FpxReferral>(record).ValueAddedServicesSold = FpxValue.Flag(value);

    private static T Of<T>(PSObject record) => (T)record.BaseObject;

    /// <summary>A date that reads as ISO 8601 text in a CSV file, whatever the culture.</summary>
    private static object? Shown(DateTimeOffset? date)
    {
        if (date is not { } day) return null;
        var shown = new PSObject(day);
        shown.Members.Add(new IsoText(day));
        return shown;
    }

    /// <summary>The text of a date: ISO 8601 unless a format is asked for.</summary>
    private sealed class IsoText : PSMethodInfo
    {
        private readonly DateTimeOffset _date;

        internal IsoText(DateTimeOffset date)
        {
            _date = date;
            SetMemberName(nameof(ToString));
        }

        public override PSMemberTypes MemberType => PSMemberTypes.CodeMethod;

        public override string TypeNameOfValue => typeof(string).FullName!;

        public override Collection<string> OverloadDefinitions => ["string ToString()", "string ToString(string format)"];

        public override PSMemberInfo Copy() => new IsoText(_date);

        public override object Invoke(params object[] arguments) => arguments.OfType<string>().FirstOrDefault(text => text.Length > 0) is { } format
            ? _date.ToString(format, arguments.OfType<IFormatProvider>().FirstOrDefault() ?? CultureInfo.CurrentCulture)
            : FpxValue.DateText(_date);
    }
}
