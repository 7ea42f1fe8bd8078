using FastTrackFpx.Sandbox.MadeUp;

namespace FastTrackFpx.Sandbox.Fpx.Lookups;

/// <summary>The lookups of contacts and notes.</summary>
internal static class ContactLookups
{
    public static Lookup AdminTypes { get; } = new("AdminType",
    [
        new(1, "Global Administrator"),
        new(2, "Exchange Administrator"),
        new(3, "SharePoint Administrator"),
        new(4, "Teams Administrator"),
        new(5, "Intune Administrator"),
        new(6, "Security Administrator"),
        new(7, "User Administrator"),
        new(8, "Billing Administrator"),
    ]);

    public static Lookup ContactTypes { get; } = new("ContactType",
    [
        new(1, "Customer"),
        new(2, "Partner"),
        new(3, "Microsoft Account Team"),
        new(4, "Executive Sponsor"),
        new(6, "Third-Party Vendor"),
    ]);

    public static Lookup SkillTypes { get; } = new("SkillType",
    [
        new(1, "Active Directory"),
        new(2, "Change Management"),
        new(3, "Device Management"),
        new(4, "Identity"),
        new(5, "Messaging"),
        new(7, "Networking"),
        new(8, "Security Operations"),
        new(9, "Telephony"),
        new(11, "Training"),
    ]);

    public static Lookup SurveyLanguages { get; } = new("SurveyLanguage",
    [
        new(1, "Arabic"),
        new(2, "Chinese (Simplified)"),
        new(3, "Chinese (Traditional)"),
        new(5, "Dutch"),
        new(6, "English"),
        new(8, "French"),
        new(9, "German"),
        new(10, "Greek"),
        new(11, "Hebrew"),
        new(12, "Hindi"),
        new(14, "Italian"),
        new(15, "Japanese"),
        new(16, "Korean"),
        new(18, "Polish"),
        new(19, "Portuguese (Brazil)"),
        new(21, "Russian"),
        new(22, "Spanish"),
        new(24, "Turkish"),
        new(25, "Ukrainian"),
    ]);

    public static Lookup NoteCategories { get; } = new("NoteCategory",
    [
        new(1, "Engagement Management"),
        new(2, "Technical"),
        new(3, "Adoption"),
        new(4, "Risk"),
        new(5, "Referral"),
    ]);

    /// <summary>Countries and regions. The lookup shows their GUIDs; the numbers are only stored.</summary>
    public static Lookup Countries { get; } = new("CountryRegion",
    [
        .. WorldPlaces.All.Select(place => place.Country)
            .Union(
            [
                "Australia", "Austria", "Canada", "Denmark", "India", "Ireland", "Italy", "Netherlands", "Poland", "Singapore",
                "South Africa", "Spain", "Sweden", "Switzerland", "Türkiye",
            ])
            .Order(System.StringComparer.Ordinal)
            .Select((name, index) => new LookupEntry(index + 1, name)),
    ]);
}
