namespace FastTrackFpx;

/// <summary>A Microsoft service (workload) that seats, contacts and claims refer to. From <c>GET services</c> and <c>GET services/frp</c>.</summary>
[TypeConverter(typeof(FpxLookupConverter))]
public class FpxService : FpxLookup
{
    /// <summary>The same as <see cref="FpxLookup.Id"/>, under the name that other cmdlets bind.</summary>
    public string? ServiceId => Id;
}

/// <summary>A kind of administrator a contact can be. From <c>GET adminTypes</c>.</summary>
[TypeConverter(typeof(FpxLookupConverter))]
public class FpxAdminType : FpxLookup
{
    /// <summary>The same as <see cref="FpxLookup.Id"/>.</summary>
    public string? AdminTypeId => Id;
}

/// <summary>A kind of contact. From <c>GET contactTypes</c>.</summary>
[TypeConverter(typeof(FpxLookupConverter))]
public class FpxContactType : FpxLookup
{
    /// <summary>The same as <see cref="FpxLookup.Id"/>.</summary>
    public string? ContactTypeId => Id;
}

/// <summary>A country or region. From <c>GET countryRegions</c>.</summary>
[TypeConverter(typeof(FpxLookupConverter))]
public class FpxCountryRegion : FpxLookup
{
    /// <summary>The same as <see cref="FpxLookup.Id"/>.</summary>
    public string? CountryRegionId => Id;
}

/// <summary>A category of notes. From <c>GET noteCategories</c>.</summary>
[TypeConverter(typeof(FpxLookupConverter))]
public class FpxNoteCategory : FpxLookup
{
    /// <summary>The same as <see cref="FpxLookup.Id"/>.</summary>
    public string? NoteCategoryId => Id;
}

/// <summary>A skill a contact can have. From <c>GET skillTypes</c>.</summary>
[TypeConverter(typeof(FpxLookupConverter))]
public class FpxSkillType : FpxLookup
{
    /// <summary>The same as <see cref="FpxLookup.Id"/>.</summary>
    public string? SkillTypeId => Id;
}

/// <summary>A language surveys are sent in. From <c>GET surveyLanguages</c>.</summary>
[TypeConverter(typeof(FpxLookupConverter))]
public class FpxSurveyLanguage : FpxLookup
{
    /// <summary>The same as <see cref="FpxLookup.Id"/>.</summary>
    public string? SurveyLanguageId => Id;
}

/// <summary>A time zone. From <c>GET timeZones</c>.</summary>
[TypeConverter(typeof(FpxLookupConverter))]
public class FpxTimeZone : FpxLookup
{
    /// <summary>The same as <see cref="FpxLookup.Id"/>.</summary>
    public string? TimeZoneId => Id;
}
