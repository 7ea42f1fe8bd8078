namespace FastTrackFpx.Sandbox.Tests.Support;

/// <summary>A sandbox with one service besides FPX for each test.</summary>
public abstract class ServiceTest<T>(Func<Task<T>> start) : IAsyncLifetime
    where T : ServiceClient
{
    private protected T Client { get; private set; } = null!;

    public async Task InitializeAsync() => Client = await start();

    public async Task DisposeAsync() => await Client.DisposeAsync();
}
