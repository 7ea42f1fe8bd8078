using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation.Runspaces;
using System.Security;

namespace FastTrackFpx.Rest.Commands;

/// <summary>
/// The script block of <c>-TokenProvider</c>. It runs on the pipeline thread of a cmdlet that uses the connection, since a script must not run on any
/// other thread. If several cmdlets wait for the token, the first one that is free runs the script for all.
/// </summary>
internal sealed class TokenScript(ScriptBlock script)
{
    private static readonly string[] Names = { "Token", "AccessToken", "access_token" };

    private readonly object _gate = new();
    private readonly List<CmdletRun> _runs = new();
    private readonly Guid? _home = Runspace.DefaultRunspace?.InstanceId;
    private TaskCompletionSource<string?>? _open;

    /// <summary>The thread that runs the script; 0 if none does.</summary>
    private int _askingThread;

    /// <summary>True if the caller is the script itself, which would wait for its own result.</summary>
    public bool IsAskedHere => Volatile.Read(ref _askingThread) == Environment.CurrentManagedThreadId;

    public void Add(CmdletRun run)
    {
        lock (_gate)
        {
            _runs.Add(run);
            if (_open is not null) run.Post(Run);
        }
    }

    public void Remove(CmdletRun run)
    {
        lock (_gate) _runs.Remove(run);
    }

    /// <summary>Has the script run by the first cmdlet that is free; any thread.</summary>
    public async Task<AccessToken?> RequestAsync(CancellationToken ended)
    {
        var request = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_runs.Count == 0) throw Failed("The token provider is a script, and no cmdlet is running that could run it.");
            _open = request;
            Offer();
        }

        try
        {
            using (ended.Register(() => request.TrySetCanceled(ended)))
                return await request.Task.ConfigureAwait(false) is { } token ? new AccessToken(token) : null;
        }
        finally
        {
            lock (_gate) _open = null;
        }
    }

    private void Offer() => _runs.ForEach(run => run.Post(Run));

    private void Run()
    {
        TaskCompletionSource<string?> request;
        lock (_gate)
        {
            if (_askingThread != 0 || _open is not { Task.IsCompleted: false } open) return;
            _askingThread = Environment.CurrentManagedThreadId;
            request = open;
        }

        // A script block is bound to its runspace, which may be waiting for this one: another runspace runs a copy of its text.
        bool isAtHome = Runspace.DefaultRunspace?.InstanceId == _home;
        try
        {
            request.TrySetResult(TokenOf((isAtHome ? script : ScriptBlock.Create(script.ToString())).Invoke()));
        }
        catch (Exception failure) when (failure is not PipelineStoppedException)
        {
            // The cmdlet that waits for the token reports it.
            request.TrySetException(Explained(failure, isAtHome));
        }
        finally
        {
            lock (_gate)
            {
                _askingThread = 0;
                // If this cmdlet ends, the others still need their token; and another request may have come in the meantime.
                if (_open is { Task.IsCompleted: false }) Offer();
            }
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
            "In another runspace a copy of the script runs, without the functions and variables of the runspace that connected. "
                + "Put all it needs into the script, or connect inside the parallel block.",
            failure);
    }

    private static string? TokenOf(Collection<PSObject> output)
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
            SecureString secret => Credentials.TextOf(secret),
            string text => text.Trim(),
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

    private static RestException Failed(string message) => new(
        ErrorCode.TokenProviderFailed, message,
        "The script block of -TokenProvider must return one token, "
            + "as a String, a SecureString or an object with a property Token or AccessToken, and nothing else.");
}
