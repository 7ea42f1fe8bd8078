namespace FastTrackFpx.Sandbox.Tests.Support;

/// <summary>One sandbox with the defaults for all tests of a class that only read.</summary>
public sealed class SandboxFixture : IAsyncLifetime
{
    internal TestSandbox Sandbox { get; private set; } = null!;

    public async Task InitializeAsync() => Sandbox = await TestSandbox.StartAsync();

    public async Task DisposeAsync() => await Sandbox.DisposeAsync();
}
