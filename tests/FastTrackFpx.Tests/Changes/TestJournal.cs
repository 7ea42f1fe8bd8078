using System;
using System.IO;
using System.Runtime.CompilerServices;

namespace FastTrackFpx.Tests.Changes;

/// <summary>The journal of this run: never that of whoever runs the tests.</summary>
internal static class TestJournal
{
    internal const string Variable = "FASTTRACKFPX_JOURNAL";

    [ModuleInitializer]
    internal static void UseFolderOfItsOwn()
    {
        string folder = Path.Combine(Path.GetTempPath(), "fpx-journal-" + Guid.NewGuid().ToString("N"));
        Environment.SetEnvironmentVariable(Variable, folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        };
    }
}
