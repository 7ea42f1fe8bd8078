namespace FastTrackFpx.Hosting;

/// <summary>All that came out of a pipeline, stream by stream.</summary>
public sealed class SessionResult
{
    internal SessionResult(IEnumerable<PSObject?> output, PSDataStreams streams, HostTranscript host, Exception? failure, bool hadErrors)
    {
        Output = [.. output];
        Errors = [.. streams.Error];
        Warnings = [.. streams.Warning.Select(static w => w.Message)];
        Verbose = [.. streams.Verbose.Select(static v => v.Message)];
        Debug = [.. streams.Debug.Select(static d => d.Message)];
        Information = [.. streams.Information.Select(static i => i.ToString())];
        Progress = [.. streams.Progress];
        (HostLines, Prompts) = ([.. host.Lines], [.. host.Prompts]);
        (Failure, HadErrors) = (failure, hadErrors);
    }

    public IReadOnlyList<PSObject?> Output { get; }
    public IReadOnlyList<string> Warnings { get; }
    public IReadOnlyList<string> Verbose { get; }
    public IReadOnlyList<string> Debug { get; }
    public IReadOnlyList<string> Information { get; }
    public IReadOnlyList<ProgressRecord> Progress { get; }
    public IReadOnlyList<HostPrompt> Prompts { get; }

    /// <summary>The errors that did not end the pipeline.</summary>
    public IReadOnlyList<ErrorRecord> Errors { get; }

    /// <summary>What was written to the host past the streams: a what-if text, and nothing else from a well-behaved module.</summary>
    public IReadOnlyList<string> HostLines { get; }

    /// <summary>What ended the pipeline before its end; null when nothing did.</summary>
    public Exception? Failure { get; }

    public bool HadErrors { get; }

    /// <summary>Whether it was stopped from outside.</summary>
    public bool WasStopped => Failure is PipelineStoppedException;

    /// <summary>The record of what ended the pipeline; null when nothing did.</summary>
    public ErrorRecord? TerminatingError => (Failure as IContainsErrorRecord)?.ErrorRecord;

    /// <summary>All errors, the one that ended the pipeline last.</summary>
    public IReadOnlyList<ErrorRecord> AllErrors => TerminatingError is { } last ? [.. Errors, last] : Errors;

    /// <summary>The output as .NET objects of one type.</summary>
    public IReadOnlyList<T> Values<T>() => [.. Output.Select(static o => (T)o!.BaseObject)];

    /// <summary>This result, when the pipeline came to its end without an error.</summary>
    public SessionResult Succeeded()
    {
        if (AllErrors.Count == 0 && Failure is null) return this;
        IEnumerable<string?> errors = AllErrors.Select(static e => $"{e.FullyQualifiedErrorId}: {e}").DefaultIfEmpty(Failure?.ToString());
        throw new InvalidOperationException(string.Join(Environment.NewLine, errors), Failure);
    }
}
