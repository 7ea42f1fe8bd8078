using System.Reflection;
using FastTrackFpx.Errors;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Connection;

/// <summary>What the pipeline has to know of FPX.</summary>
internal sealed class FpxProfile : ServiceProfile
{
    internal static readonly FpxProfile Instance = new();

    private static readonly string Agent = "FastTrackFpx/" + VersionText();

    private FpxProfile()
    {
    }

    /// <inheritdoc/>
    internal override string Name => "FPX";

    /// <inheritdoc/>
    internal override string UserAgent => Agent;

    /// <inheritdoc/>
    internal override string[] CorrelationHeaders { get; } =
        ["x-correlation-id", "x-ms-correlation-id", "x-ms-request-id", "request-id", "x-request-id"];

    /// <inheritdoc/>
    internal override ServiceException ErrorOf(RestResponse answer) => ServiceErrors.Of(answer, this);

    /// <inheritdoc/>
    internal override string RedactBody(string body, string path) => PersonalData.RedactBody(body, namesArePersonal: !Routes.IsLookup(path));

    /// <inheritdoc/>
    internal override string RedactText(string words, RestRequest request) => PersonalData.MaskText(EchoedValues.Mask(words, request));

    /// <inheritdoc/>
    internal override string RedactPath(string pathAndQuery) => PersonalData.RedactPath(pathAndQuery);

    private static string VersionText()
    {
        Version version = typeof(FpxProfile).GetTypeInfo().Assembly.GetName().Version!;
        return version.ToString(3);
    }
}
