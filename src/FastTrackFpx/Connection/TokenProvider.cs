using System;
using System.Collections.ObjectModel;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Security;
using System.Threading;

namespace FastTrackFpx.Connection;

/// <summary>The user's script block that gives tokens, called in good time and on the pipeline thread alone.</summary>
internal sealed class TokenProvider
{
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);

    // A provider whose tokens last less than the margin must not be called without end.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly ScriptBlock _script;
    private readonly Runspace? _home = Runspace.DefaultRunspace;
    private readonly Stopwatch _sinceRenewed = new();
    private int _asking;

    public TokenProvider(ScriptBlock script) => _script = script;

    /// <summary>Another token, or null when the one in use still lasts or somebody is asking already.</summary>
    /// <exception cref="FpxException">The script block failed.</exception>
    public SecureString? AskWhenDue(DateTimeOffset? expiry)
    {
        if (expiry is null || expiry - DateTimeOffset.UtcNow > Early) return null;
        if (_sinceRenewed.IsRunning && _sinceRenewed.Elapsed < Pause) return null;
        if (Interlocked.Exchange(ref _asking, 1) != 0) return null;
        try
        {
            _sinceRenewed.Restart();
            return Ask();
        }
        finally
        {
            Volatile.Write(ref _asking, 0);
        }
    }

    /// <summary>A token.</summary>
    /// <exception cref="FpxException">The script block failed or gave none.</exception>
    public SecureString Ask() =>
        Secure(Run().LastOrDefault(item => item is not null)?.BaseObject) ?? throw Failed("it gave neither a SecureString nor text", null);

    private Collection<PSObject> Run()
    {
        // A script block belongs to its runspace and would wait for it; from another one its text is run, without its variables.
        ScriptBlock script = ReferenceEquals(_home, Runspace.DefaultRunspace) ? _script : ScriptBlock.Create(_script.ToString());
        try
        {
            return script.Invoke();
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            throw Failed(exception.Message.TrimEnd('.'), exception);
        }
    }

    private static SecureString? Secure(object? token)
    {
        if (token is SecureString { Length: > 0 } secret) return secret.Copy();
        if (token is not string { Length: > 0 } text) return null;
        var copy = new SecureString();
        foreach (char letter in text.Trim()) copy.AppendChar(letter);
        copy.MakeReadOnly();
        return copy;
    }

    private static FpxException Failed(string reason, Exception? cause) => new(
        FpxErrorCode.TokenProviderFailed, $"The token provider failed: {reason}.", "Run the script block by itself and see that it gives one token as its last output.", cause);
}
