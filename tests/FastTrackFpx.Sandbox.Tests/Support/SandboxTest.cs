namespace FastTrackFpx.Sandbox.Tests.Support;

/// <summary>A sandbox for each test, with a clock that stands still until the test moves it.</summary>
public abstract class SandboxTest(Action<SandboxOptions>? change = null) : IAsyncLifetime
{
    internal TestSandbox Sandbox { get; private set; } = null!;
    internal TestClock Clock => Sandbox.Clock;

    public virtual async Task InitializeAsync() => Sandbox = await TestSandbox.StartAsync(change);

    public virtual async Task DisposeAsync() => await Sandbox.DisposeAsync();
}
