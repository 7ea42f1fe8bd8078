namespace FastTrackFpx.Tests.Shared;

/// <summary>A test that takes minutes, or that measures and needs an idle machine.</summary>
public sealed class LongFactAttribute : FactAttribute
{
    private const string Variable = "FASTTRACKFPX_TEST_LONG";

    public static bool IsOn => Environment.GetEnvironmentVariable(Variable) == "1";

    public LongFactAttribute()
    {
        if (!IsOn) Skip = $"It takes minutes, or measures and needs an idle machine. Set {Variable}=1 to run it.";
    }
}
