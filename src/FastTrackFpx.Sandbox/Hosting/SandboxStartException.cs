namespace FastTrackFpx.Sandbox;

/// <summary>The service could not start. The message is one line that says what is wrong and what helps.</summary>
public sealed class SandboxStartException : Exception
{
    public SandboxStartException(string message)
        : base(message)
    {
    }

    public SandboxStartException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
