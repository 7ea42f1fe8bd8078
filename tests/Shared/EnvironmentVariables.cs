namespace FastTrackFpx.Tests.Shared;

/// <summary>Values of environment variables until it is disposed of. Tests that use it must not run beside others.</summary>
internal sealed class EnvironmentVariables : IDisposable
{
    private readonly Dictionary<string, string?> _before = [];

    internal EnvironmentVariables(params (string Name, string Value)[] variables)
    {
        foreach ((string name, string value) in variables)
        {
            _before[name] = Environment.GetEnvironmentVariable(name);
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    public void Dispose()
    {
        foreach ((string name, string? value) in _before) Environment.SetEnvironmentVariable(name, value);
    }
}
