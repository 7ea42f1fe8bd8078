using System.Collections;
using System.Management.Automation.Language;

namespace FastTrackFpx.Parameters;

/// <summary>Offers, to a cmdlet that gives a list, the names on that list.</summary>
public sealed class OwnListCompleter : IArgumentCompleter
{
    private static readonly Dictionary<string, LookupCompleter> Lists = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Get-FpxService"] = new ServiceCompleter(),
        ["Get-FpxAdminType"] = new AdminTypeCompleter(),
        ["Get-FpxContactType"] = new ContactTypeCompleter(),
        ["Get-FpxCountryRegion"] = new CountryRegionCompleter(),
        ["Get-FpxNoteCategory"] = new NoteCategoryCompleter(),
        ["Get-FpxSkillType"] = new SkillTypeCompleter(),
        ["Get-FpxSurveyLanguage"] = new SurveyLanguageCompleter(),
        ["Get-FpxTimeZone"] = new TimeZoneCompleter(),
        ["Get-FpxReferralAcceptanceStatus"] = new ReferralAcceptanceStatusCompleter(),
        ["Get-FpxReferralDeclineReason"] = new ReferralDeclineReasonCompleter(),
        ["Get-FpxReferralStatus"] = new ReferralStatusCompleter(),
        ["Get-FpxReferralServiceValue"] = new ReferralServiceValueCompleter(),
        ["Get-FpxIncentiveProgram"] = new IncentiveProgramCompleter(),
        ["Get-FpxIncentiveWorkload"] = new IncentiveWorkloadCompleter(),
        ["Get-FpxIncentivePeriod"] = new IncentivePeriodCompleter(),
    };

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        // The name may come with the module's before it.
        string name = commandName.Substring(commandName.LastIndexOf('\\') + 1);
        return Lists.TryGetValue(name, out LookupCompleter? completer)
            ? completer.CompleteArgument(commandName, parameterName, wordToComplete, commandAst, fakeBoundParameters)
            : CompletionText.Nothing(wordToComplete);
    }
}
