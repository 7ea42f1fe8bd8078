using FastTrackFpx.Connection;

namespace FastTrackFpx.Lookups;

/// <summary>Gives the languages surveys are sent in: <c>GET surveyLanguages</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxSurveyLanguage")]
[OutputType(typeof(FpxSurveyLanguage))]
public sealed class GetFpxSurveyLanguageCommand : LookupCmdlet<FpxSurveyLanguage>
{
    private protected override Task<IReadOnlyList<FpxSurveyLanguage>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        client.Lookups.GetSurveyLanguagesAsync(Refresh, cancellationToken);
}
