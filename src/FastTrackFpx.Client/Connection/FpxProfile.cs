using System;
using System.Reflection;
using FastTrackFpx.Client.Errors;
using FastTrackFpx.Client.Http;

namespace FastTrackFpx.Client.Connection;

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
    internal override FpxServiceException ErrorOf(CallAnswer answer) => ServiceErrors.Of(answer, this);

    /// <inheritdoc/>
    internal override string MaskBody(string body, string path) => PersonalData.MaskBody(body, namesArePersonal: !Routes.IsLookup(path));

    /// <inheritdoc/>
    internal override string MaskWords(string words, CallRequest request) => PersonalData.MaskText(EchoedValues.Mask(words, request));

    /// <inheritdoc/>
    internal override string MaskPath(string pathAndQuery) => PersonalData.MaskPath(pathAndQuery);

    private static string VersionText()
    {
        Version version = typeof(FpxProfile).GetTypeInfo().Assembly.GetName().Version!;
        return version.ToString(3);
    }
}
