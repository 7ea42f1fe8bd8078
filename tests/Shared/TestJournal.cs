using System.Runtime.CompilerServices;

namespace FastTrackFpx.Tests.Shared;

/// <summary>The journal and the shared limits of this run: never those of whoever runs the tests.</summary>
internal static class TestJournal
{
    internal const string Variable = "FASTTRACKFPX_JOURNAL";
    internal const string LimitsVariable = "FASTTRACKFPX_LIMITS";
    private static readonly Lock Counting = new();
    private static int _readers;

    /// <summary>Keeps the journal until it is disposed of. The last of its readers empties it: none reads what hundreds of tests before it have written.</summary>
    internal static IDisposable Read()
    {
        lock (Counting) _readers++;
        return new Reader();
    }

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

    private sealed class Reader : IDisposable
    {
        public void Dispose()
        {
            // The next reader begins when it is empty.
            lock (Counting)
            {
                if (--_readers == 0) Empty();
            }
        }

        private static void Empty()
        {
            if (Environment.GetEnvironmentVariable(Variable) is not { } folder || !Directory.Exists(folder)) return;
            foreach (string file in Directory.GetFiles(folder, "*.jsonl"))
            {
                try
                {
                    File.Delete(file);
                }
                catch (IOException)
                {
                    // A test that does not read it is writing to it.
                }
            }
        }
    }
}
