using FastTrackFpx.Errors;

namespace FastTrackFpx.Connection;

internal sealed class FpxProfile() : ServiceProfile("FPX", PersonalData.Fields)
{
    internal static readonly FpxProfile Instance = new();

    public override ServiceException ErrorOf(RestResponse response) => ServiceErrors.Of(response);

    public override string RedactBody(string body, string path) => PersonalData.RedactBody(body, namesArePersonal: !Routes.IsLookup(path));

    public override string RedactText(string text, RestRequest request) => PersonalData.RedactText(text, request);
}
