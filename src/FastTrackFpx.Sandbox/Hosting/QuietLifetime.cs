using Microsoft.Extensions.Hosting;

namespace FastTrackFpx.Sandbox.Hosting;

/// <summary>Leaves Ctrl+C to whoever hosts the service; the usual lifetime would take it for itself, in a test run too.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
