using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Security;
using FastTrackFpx.Rest.Authentication;

namespace FastTrackFpx.Rest.Commands;

/// <summary>
/// The script block of <c>-TokenProvider</c>. It runs on the pipeline thread of a cmdlet that uses the connection, since a script must not run on any
/// other thread. If several cmdlets wait for the token, the first one that is free runs the script for all.
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

    /// <summary>Create it in the runspace that the script belongs to.</summary>
    public TokenScript(ScriptBlock script)
    {
        _script = script;
        _home = Runspace.DefaultRunspace?.InstanceId;
    }

    /// <summary>True if the caller is the script itself, which would wait for its own result.</summary>
    public bool IsAskedHere => Volatile.Read(ref _askingThread) == Environment.CurrentManagedThreadId;

    public void Add(CmdletRun run)
    {
        lock (_gate)
        {
            _runs.Add(run);
            if (_open is not null) Offer(run, _open);
        }
    }

    public void Remove(CmdletRun run)
    {
        lock (_gate) _runs.Remove(run);
    }

    /// <summary>Has the script run by the first cmdlet that is free; any thread.</summary>
    public async Task<AccessToken?> RequestAsync(CancellationToken ended)
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
            using (ended.Register(() => request.Result.TrySetCanceled(ended)))
                return await request.Result.Task.ConfigureAwait(false) is { } token ? new AccessToken(token) : null;
        }
        finally
        {
            lock (_gate) _open = null;
        }
    }

    private void Offer(CmdletRun run, Request request) => run.Post(() => Run(request));

    private void Run(Request request)
    {
        if (!request.TryClaim()) return;
        Volatile.Write(ref _askingThread, Environment.CurrentManagedThreadId);
        // A script block is bound to its runspace, which may be waiting for this one: another runspace runs a copy of its text.
        bool isAtHome = Runspace.DefaultRunspace?.InstanceId == _home;
        try
        {
            request.Result.TrySetResult(TokenOf((isAtHome ? _script : ScriptBlock.Create(_script.ToString())).Invoke()));
        }
        catch (PipelineStoppedException)
        {
            // This cmdlet ends; the others still need their token.
            request.Release();
            lock (_gate)
            {
                foreach (CmdletRun run in _runs) Offer(run, request);
            }

            throw;
        }
        catch (Exception failure)
        {
            // The cmdlet that waits for the token reports it.
            request.Result.TrySetException(Explained(failure, isAtHome));
        }
        finally
        {
            Volatile.Write(ref _askingThread, 0);
        }
    }

    private static Exception Explained(Exception failure, bool isAtHome)
    {
        // An error of one of our own cmdlets in the script needs no more words around it.
        if (failure is IContainsErrorRecord { ErrorRecord: { } record }
            && record.FullyQualifiedErrorId.StartsWith(ErrorCode.TokenProviderFailed, StringComparison.Ordinal))
            return new RestException(ErrorCode.TokenProviderFailed, record.Exception.Message, record.ErrorDetails?.RecommendedAction, failure);
        if (isAtHome || failure is RestException) return failure;
        return new RestException(
            ErrorCode.TokenProviderFailed,
            $"The token provider failed in another runspace than its own: {failure.Message}",
            "In another runspace a copy of the script runs, without the functions and variables of the runspace that connected. Put all it needs into the script, or connect inside the parallel block.",
            failure);
    }

    private static SecureString? TokenOf(Collection<PSObject> output)
    {
        PSObject[] values = output.Where(item => item is not null).ToArray();
        if (values.Length > 1)
        {
            string types = string.Join(", ", values.Select(value => value.BaseObject.GetType().Name));
            throw Failed($"The token provider returned {values.Length} values ({types}) instead of one.");
        }

        object? value = values.Select(Plain).FirstOrDefault();
        return value switch
        {
            null => null,
            SecureString secret => secret,
            string text => Secret(text.Trim()),
            _ => throw Failed($"The token provider returned a value of type {value.GetType().Name}, which has no token."),
        };
    }

    // Sign-in modules return an object with the token: Get-AzAccessToken, Get-MsalToken, a response of a token endpoint.
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
        ErrorCode.TokenProviderFailed, message, "The script block of -TokenProvider must return one token, as a String, a SecureString or an object with a property Token or AccessToken, and nothing else.");

    private sealed class Request
    {
        private int _claimed;

        public TaskCompletionSource<SecureString?> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>True if the caller must run the script.</summary>
        public bool TryClaim() => !Result.Task.IsCompleted && Interlocked.Exchange(ref _claimed, 1) == 0;

        public void Release() => Volatile.Write(ref _claimed, 0);
    }
}
