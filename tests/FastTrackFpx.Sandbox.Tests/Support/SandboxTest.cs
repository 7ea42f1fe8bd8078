namespace FastTrackFpx.Sandbox.Tests.Support;

/// <summary>A sandbox for each test, with a clock that stands still until the test moves it.</summary>
public abstract class SandboxTest(Action<SandboxOptions>? change = null) : IAsyncLifetime
{
    internal TestClock Clock { get; } = new();
    internal TestSandbox Sandbox { get; private set; } = null!;

    public virtual async Task InitializeAsync() => Sandbox = await TestSandbox.StartAsync(options =>
    {
        options.TimeProvider = Clock;
        change?.Invoke(options);
    });

    public virtual async Task DisposeAsync() => await Sandbox.DisposeAsync();
}
