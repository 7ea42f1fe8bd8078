using System.Reflection;
using FastTrackFpx.Errors;

namespace FastTrackFpx.Connection;

internal sealed class FpxProfile : IService
{
    internal static readonly FpxProfile Instance = new();

    private static readonly string Agent = "FastTrackFpx/" + VersionText();

    private FpxProfile()
    {
    }

    public string Name => "FPX";

    public string UserAgent => Agent;

    public IReadOnlyList<string> CorrelationHeaders { get; } =
        ["x-correlation-id", "x-ms-correlation-id", "x-ms-request-id", "request-id", "x-request-id"];

    public IContent Content => JsonContent.Instance;

    public string RequestIdHeader => "x-ms-client-request-id";

    public ServiceException ErrorOf(RestResponse answer) => ServiceErrors.Of(answer);

    public string RedactBody(string body, string path) => PersonalData.RedactBody(body, namesArePersonal: !Routes.IsLookup(path));

    public string RedactText(string words, RestRequest request) => PersonalData.RedactText(words, request);

    public string RedactPath(string pathAndQuery) => PersonalData.RedactPath(pathAndQuery);

    private static string VersionText()
    {
        Version version = typeof(FpxProfile).GetTypeInfo().Assembly.GetName().Version!;
        return version.ToString(3);
    }
}
