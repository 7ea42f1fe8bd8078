namespace FastTrackFpx.Lookups;

/// <summary>Gets the kinds of administrators a contact can be: <c>GET adminTypes</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxAdminType"), OutputType(typeof(FpxAdminType))]
public sealed class GetFpxAdminTypeCommand : LookupCmdlet<FpxAdminType>;

/// <summary>Gets the kinds of contacts: <c>GET contactTypes</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxContactType"), OutputType(typeof(FpxContactType))]
public sealed class GetFpxContactTypeCommand : LookupCmdlet<FpxContactType>;

/// <summary>Gets the countries and regions a contact can be in: <c>GET countryRegions</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxCountryRegion"), OutputType(typeof(FpxCountryRegion))]
public sealed class GetFpxCountryRegionCommand : LookupCmdlet<FpxCountryRegion>;

/// <summary>Gets the categories of notes: <c>GET noteCategories</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxNoteCategory"), OutputType(typeof(FpxNoteCategory))]
public sealed class GetFpxNoteCategoryCommand : LookupCmdlet<FpxNoteCategory>;

/// <summary>Gets the skills a contact can have: <c>GET skillTypes</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxSkillType"), OutputType(typeof(FpxSkillType))]
public sealed class GetFpxSkillTypeCommand : LookupCmdlet<FpxSkillType>;

/// <summary>Gets the languages surveys are sent in: <c>GET surveyLanguages</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxSurveyLanguage"), OutputType(typeof(FpxSurveyLanguage))]
public sealed class GetFpxSurveyLanguageCommand : LookupCmdlet<FpxSurveyLanguage>;

/// <summary>Gets the time zones a contact can have: <c>GET timeZones</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxTimeZone"), OutputType(typeof(FpxTimeZone))]
public sealed class GetFpxTimeZoneCommand : LookupCmdlet<FpxTimeZone>;

/// <summary>Gets the states of acceptance of a referral, such as accepted and declined: <c>GET partnerReferrals/acceptanceStatuses</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxReferralAcceptanceStatus"), OutputType(typeof(FpxReferralAcceptanceStatus))]
public sealed class GetFpxReferralAcceptanceStatusCommand : LookupCmdlet<FpxReferralAcceptanceStatus>;

/// <summary>Gets the reasons to decline a referral: <c>GET partnerReferrals/declineReasons</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxReferralDeclineReason"), OutputType(typeof(FpxReferralDeclineReason))]
public sealed class GetFpxReferralDeclineReasonCommand : LookupCmdlet<FpxReferralDeclineReason>;

/// <summary>Gets the states of the work on a referral: <c>GET partnerReferrals/referralStatuses</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxReferralStatus"), OutputType(typeof(FpxReferralStatus))]
public sealed class GetFpxReferralStatusCommand : LookupCmdlet<FpxReferralStatus>;

/// <summary>Gets the ranges of what services sold on a referral are worth: <c>GET partnerReferrals/serviceValues</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxReferralServiceValue"), OutputType(typeof(FpxReferralServiceValue))]
public sealed class GetFpxReferralServiceValueCommand : LookupCmdlet<FpxReferralServiceValue>;

/// <summary>Gets the incentive programs: <c>GET incentives/Programs</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxIncentiveProgram"), OutputType(typeof(FpxIncentiveProgram))]
public sealed class GetFpxIncentiveProgramCommand : LookupCmdlet<FpxIncentiveProgram>;

/// <summary>Gets the workloads that incentives are paid for, with their program: <c>GET incentives/Workloads</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxIncentiveWorkload"), OutputType(typeof(FpxIncentiveWorkload))]
public sealed class GetFpxIncentiveWorkloadCommand : LookupCmdlet<FpxIncentiveWorkload>;

/// <summary>Gets the payment periods of incentives: <c>GET incentives/YearPeriods</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxIncentivePeriod"), OutputType(typeof(FpxIncentivePeriod))]
public sealed class GetFpxIncentivePeriodCommand : LookupCmdlet<FpxIncentivePeriod>;

/// <summary>Gets the services (workloads): <c>GET services</c>, or with <c>-FrpOnly</c> <c>GET services/frp</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxService"), OutputType(typeof(FpxService))]
public sealed class GetFpxServiceCommand : LookupCmdlet<FpxService>
{
    /// <summary>Only services that FastTrack Ready Partners implement.</summary>
    [Parameter]
    public SwitchParameter FrpOnly { get; set; }

    private protected override Lookup<FpxService> Source => FrpOnly ? Lookup.FrpServices : base.Source;
}
