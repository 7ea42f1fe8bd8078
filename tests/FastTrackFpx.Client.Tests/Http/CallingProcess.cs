namespace FastTrackFpx.Client.Tests.Http;

/// <summary>What happens in processes that share a machine's limit. Each begins when it is told to and goes on until it is killed.</summary>
internal static class CallingProcess
{
    internal const string Service = "processes";
    private const int Workers = 8;
    internal static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(100);

    internal static ChildProcess Taking(string folder, int limit) => ChildProcess.Start("take", folder, Text(limit));

    /// <summary>A process that calls a sandbox as fast as the limit lets it, by a clock that agrees with the sandbox's.</summary>
    internal static ChildProcess Calling(SandboxService service, string certificate, string folder, int limit, int factor, DateTimeOffset start) => ChildProcess.Start(
        "call", service.BaseUri.ToString(), certificate, service.Certificates.AuthorityPath, folder, Text(limit), Text(factor), start.ToString("O", CultureInfo.InvariantCulture));

    /// <summary>Gives every other place back, says how many it had, and waits to be killed.</summary>
    internal static async Task TakeAsync(string folder, int limit)
    {
        var budget = new FilePermits(folder, Service, TimeProvider.System, LongestCall);
        await BeginAsync();
        int taken = 0;
        while (budget.TryTake(limit) is { } place)
        {
            if (++taken % 2 == 0) place.Complete();
        }

        Console.WriteLine(taken);
        await Console.In.ReadToEndAsync();
    }

    internal static async Task CallAsync(string baseUri, string certificate, string authority, string folder, int limit, TestClock clock)
    {
        using var client = new FpxClient(new FpxClientOptions
        {
            BaseUri = new Uri(baseUri),
            Certificate = ClientCertificate.FromFile(certificate),
            TrustedAuthorities = [X509CertificateLoader.LoadCertificateFromFile(authority)],
            RequestsPerMinute = limit,
            RateLimitScope = RateLimitScope.Machine,
            RateLimitFolder = folder,
            TimeProvider = clock,
            AttemptTimeout = TimeSpan.FromMinutes(9),
        });
        await BeginAsync();
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(async _ =>
        {
            while (true)
            {
                RawResponse answer = await client.SendAsync(new RawRequest { Path = "timeZones", Query = [new("process", Text(Environment.ProcessId))] }, CancellationToken.None);
                Console.WriteLine(answer.StatusCode);
            }
        }));
    }

    private static async Task BeginAsync()
    {
        Console.WriteLine(Environment.ProcessId);
        await Console.In.ReadLineAsync();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
