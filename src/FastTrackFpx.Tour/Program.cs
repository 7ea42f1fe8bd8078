using FastTrackFpx.Sandbox;

namespace FastTrackFpx.Tour;

/// <summary>The guided run: a sandbox of its own, the module as it was built, a partner's day.</summary>
internal static class Program
{
    private static async Task<int> Main()
    {
        Console.OutputEncoding = System.Text.Encoding.UTF8;
        return await TakeTourAsync(Console.Out);
    }

    /// <summary>The tour on the given paper; zero when everything went as it must.</summary>
    internal static async Task<int> TakeTourAsync(TextWriter paper)
    {
        string folder = Directory.CreateTempSubdirectory("fpx-tour-").FullName;
        try
        {
            // A sandbox that someone else has running on this machine stays theirs, and so does their journal.
            Environment.SetEnvironmentVariable("FASTTRACKFPX_JOURNAL", Path.Combine(folder, "journal"));
            Environment.SetEnvironmentVariable("FASTTRACKFPX_SANDBOX", Path.Combine(folder, "sandbox.json"));
            var options = new SandboxOptions { StateFolder = folder, InMemory = true, WriteDiscovery = true };
            // Every service.
            options.Services.Clear();
            await using SandboxService sandbox = await SandboxService.StartAsync(options);
            paper.WriteLine("FastTrackFpx: a partner's day against a local sandbox.");
            paper.WriteLine(PowerShellEngine.Name);
            paper.WriteLine($"Sandbox: {sandbox.Tenants} made-up tenants at {sandbox.BaseUri}, client certificates required.");

            string contacts = Path.Combine(folder, "contacts.csv");
            await File.WriteAllTextAsync(contacts, DayScript.ContactRows);
            using PowerShellSession session = PowerShellSession.OpenWithModule();
            var guide = new Guide(session, sandbox, paper);
            foreach ((string chapter, TourStep[] steps) in DayScript.Chapters(contacts)) guide.Show(chapter, steps);
            return Conclude(paper, guide, sandbox);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Conclude(TextWriter paper, Guide guide, SandboxService sandbox)
    {
        paper.WriteLine();
        paper.WriteLine($"{guide.StepsSeen} steps, {sandbox.Log.Entries.Count} calls to the sandbox.");
        foreach (string surprise in guide.Surprises) paper.WriteLine($"NOT AS EXPECTED: {surprise}");
        if (guide.Surprises.Any()) return 1;
        paper.WriteLine(
            "Now in your own PowerShell: dotnet run --project src/FastTrackFpx.Sandbox, "
            + "then Import-Module ./out/FastTrackFpx and Connect-FpxService -Environment Sandbox.");
        return 0;
    }
}
