using System.Runtime.CompilerServices;

namespace FastTrackFpx.Tests.Shared;

/// <summary>The journal and the shared limits of this run: never those of whoever runs the tests.</summary>
internal static class TestJournal
{
    internal const string Variable = "FASTTRACKFPX_JOURNAL";
    internal const string LimitsVariable = "FASTTRACKFPX_LIMITS";

    [ModuleInitializer]
    internal static void UseFolderOfItsOwn()
    {
        string folder = Path.Combine(Path.GetTempPath(), "fpx-journal-" + Guid.NewGuid().ToString("N"));
        Environment.SetEnvironmentVariable(Variable, folder);
        Environment.SetEnvironmentVariable(LimitsVariable, folder + "-limits");
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            foreach (string own in new[] { folder, folder + "-limits" }) if (Directory.Exists(own)) Directory.Delete(own, recursive: true);
        };
    }
}
