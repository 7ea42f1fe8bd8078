namespace FastTrackFpx.Sandbox.Fpx;

/// <summary>Versions of the API in which an operation exists.</summary>
[Flags]
internal enum ApiVersions
{
    None = 0,
    V1 = 1,
    V11 = 2,
    V12 = 4,
    BeforeV12 = V1 | V11,
    All = V1 | V11 | V12,
}
