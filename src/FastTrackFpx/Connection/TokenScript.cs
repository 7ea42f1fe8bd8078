using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation.Runspaces;
using System.Security;
using FastTrackFpx.Changes;
using FastTrackFpx.Pipeline;

namespace FastTrackFpx.Connection;

/// <summary>
/// The script block that gives a connection its end-user tokens. It runs on the pipeline thread of a cmdlet that uses the connection, for a script
/// has no business on any other thread. Several may be waiting, in one pipeline or in many: the first that gets round to it runs the script for all.
/// </summary>
internal sealed class TokenScript
{
    private static readonly string[] Names = { "Token", "AccessToken", "access_token" };

    private readonly object _gate = new();
    private readonly List<CmdletRun> _runs = new();
    private readonly ScriptBlock _script;
    private readonly Guid? _home;
    private Request? _open;
    private int _askingThread;

    /// <summary>To be made in the runspace that the script belongs to.</summary>
    public TokenScript(ScriptBlock script)
    {
        _script = script;
        _home = Runspace.DefaultRunspace?.InstanceId;
    }

    /// <summary>Whether the caller is the script itself, which would wait for its own answer.</summary>
    public bool IsAskedHere => Volatile.Read(ref _askingThread) == Environment.CurrentManagedThreadId;

    /// <summary>A cmdlet begins to use the connection.</summary>
    public void Enter(CmdletRun run)
    {
        lock (_gate)
        {
            _runs.Add(run);
            if (_open is not null) Offer(run, _open);
        }
    }

    /// <summary>A cmdlet has ended.</summary>
    public void Leave(CmdletRun run)
    {
        lock (_gate) _runs.Remove(run);
    }

    /// <summary>Has the script run by whichever cmdlet comes to it first. Any thread.</summary>
    /// <exception cref="RestException">The script failed, or no cmdlet is there to run it.</exception>
    public async Task<SecureString?> AskAsync(CancellationToken ended)
    {
        var request = new Request();
        lock (_gate)
        {
            if (_runs.Count == 0) throw Failed("The token provider is a script, and no cmdlet is running that could run it.");
            _open = request;
            foreach (CmdletRun run in _runs) Offer(run, request);
        }

        try
        {
            using (ended.Register(() => request.Answer.TrySetCanceled(ended))) return await request.Answer.Task.ConfigureAwait(false);
        }
        finally
        {
            lock (_gate) _open = null;
        }
    }

    private void Offer(CmdletRun run, Request request) => run.Messages.Post(() => Run(request));

    private void Run(Request request)
    {
        if (!request.TryClaim()) return;
        Volatile.Write(ref _askingThread, Environment.CurrentManagedThreadId);
        // A script block is bound to its runspace, which may be busy waiting for this one: another runspace runs a copy of its text.
        bool isAtHome = Runspace.DefaultRunspace?.InstanceId == _home;
        try
        {
            request.Answer.TrySetResult(TokenOf((isAtHome ? _script : ScriptBlock.Create(_script.ToString())).Invoke()));
        }
        catch (PipelineStoppedException)
        {
            // This cmdlet is at its end; the others still need their token.
            request.GiveUp();
            lock (_gate)
            {
                foreach (CmdletRun run in _runs) Offer(run, request);
            }

            throw;
        }
        catch (RuntimeException failure) when (failure.ErrorRecord?.Exception is FpxException { ErrorCode: FpxErrorCode.TokenProviderFailed } own)
        {
            request.Answer.TrySetException(new RestException(own.ErrorCode, own.Message, own.RecommendedAction, failure));
        }
        catch (Exception failure)
        {
            // Whoever waits for the token reports it.
            request.Answer.TrySetException(Explained(failure, isAtHome));
        }
        finally
        {
            Volatile.Write(ref _askingThread, 0);
        }
    }

    private static Exception Explained(Exception failure, bool isAtHome)
    {
        // Said by one of our own cmdlets in the script, it needs no more words around it.
        if (failure is IContainsErrorRecord { ErrorRecord.Exception: RestException { ErrorCode: FpxErrorCode.TokenProviderFailed } own }) return own;
        if (isAtHome || failure is RestException) return failure;
        return new RestException(
            FpxErrorCode.TokenProviderFailed,
            $"The token provider failed in a runspace that is not its own: {failure.Message}",
            "There a copy of the script's text runs, without the functions and variables of the runspace that connected. Put all it needs into the script, or connect inside the parallel block.",
            failure);
    }

    private static SecureString? TokenOf(Collection<PSObject> output)
    {
        PSObject[] values = output.Where(item => item is not null).ToArray();
        if (values.Length > 1)
        {
            string types = string.Join(", ", values.Select(value => value.BaseObject.GetType().Name));
            throw Failed($"The token provider gave {values.Length} values ({types}) instead of one.");
        }

        object? value = values.Select(Plain).FirstOrDefault();
        return value switch
        {
            null => null,
            SecureString secret => secret,
            string text => Secret(text.Trim()),
            _ => throw Failed($"The token provider gave a value of type {value.GetType().Name}, which has no token."),
        };
    }

    // What sign-in modules give is seldom the token itself, but a record with one: Get-AzAccessToken, Get-MsalToken, an answer of a token endpoint.
    private static object? Plain(PSObject value)
    {
        if (value.BaseObject is string or SecureString) return value.BaseObject;
        foreach (string name in Names)
        {
            object? token = value.BaseObject is IDictionary table ? table[name] : value.Properties[name]?.Value;
            if ((token is PSObject wrapped ? wrapped.BaseObject : token) is (string or SecureString) and { } found) return found;
        }

        return value.BaseObject;
    }

    private static SecureString Secret(string text)
    {
        var secret = new SecureString();
        foreach (char letter in text) secret.AppendChar(letter);
        return secret;
    }

    private static RestException Failed(string message) => new(
        FpxErrorCode.TokenProviderFailed, message, "The script block of -TokenProvider must give one token, as a String, a SecureString or an object with a property Token or AccessToken, and nothing else.");

    /// <summary>One token that is waited for.</summary>
    private sealed class Request
    {
        private int _claimed;

        public TaskCompletionSource<SecureString?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Whether the caller is the one to run the script.</summary>
        public bool TryClaim() => !Answer.Task.IsCompleted && Interlocked.Exchange(ref _claimed, 1) == 0;

        public void GiveUp() => Volatile.Write(ref _claimed, 0);
    }
}
