namespace FastTrackFpx.Lookups;

/// <summary>Where lists are read that other work needs on its way.</summary>
internal static class LookupRoutes
{
    internal const string AdminTypes = "adminTypes";
    internal const string ContactTypes = "contactTypes";
    internal const string CountryRegions = "countryRegions";
    internal const string EntitlementL1 = "entitlements/l1s";
    internal const string EntitlementCombinations = "entitlements/l1l2l3s";
    internal const string NoteCategories = "noteCategories";
    internal const string ReferralAcceptanceStatuses = "partnerReferrals/acceptanceStatuses";
    internal const string ReferralStatuses = "partnerReferrals/referralStatuses";
    internal const string ReferralServiceValues = "partnerReferrals/serviceValues";
    internal const string Services = "services";
    internal const string SkillTypes = "skillTypes";
    internal const string SurveyLanguages = "surveyLanguages";
    internal const string TimeZones = "timeZones";
}
