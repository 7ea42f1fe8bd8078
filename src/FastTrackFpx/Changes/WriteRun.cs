using FastTrackFpx.Connection;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Changes;

/// <summary>
/// Carries a write out exactly once, as far as that can be known: noted before it goes out, read back when its answer does not come, sent
/// again only when the service has not got it, and settled in the journal.
/// </summary>
internal sealed class WriteRun(FpxCaller caller, WriteContext context)
{
    /// <summary>How often a write that the service has not got is sent.</summary>
    private const int MostSendings = 5;

    /// <summary>When to look for a record that may still be on its way; a second arrival would make a second one.</summary>
    private static readonly TimeSpan[] PatientLooks = [TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)];

    private static readonly TimeSpan[] OneLook = [TimeSpan.Zero];

    private TimeProvider Clock => caller.Session.TimeProvider;

    /// <exception cref="RestException">It was not carried out, or nobody can tell whether it was.</exception>
    internal async Task<WriteResult<T>> RunAsync<T>(Write<T> write, CancellationToken cancellationToken)
    {
        if (write.Fingerprint is null)
            return await RunNotedAsync(write, cancellationToken).ConfigureAwait(false);
        using (await caller.Session.Sent.EnterAsync(write.Fingerprint, cancellationToken).ConfigureAwait(false))
            return await RunNotedAsync(write, cancellationToken).ConfigureAwait(false);
    }

    private async Task<WriteResult<T>> RunNotedAsync<T>(Write<T> write, CancellationToken cancellationToken)
    {
        var change = write.Change;
        change.Cmdlet = context.Cmdlet;
        change.ConnectionName = context.ConnectionName;
        change.BaseUri = caller.Session.BaseUri;
        change.Undoes = context.Undoes;
        if (context.Journal is not null)
            await context.Journal.BeginAsync(change, cancellationToken).ConfigureAwait(false);

        T value;
        try
        {
            value = await SendUntilSettledAsync(write, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await SettleAsync(change, FpxChangeOutcome.Unknown, "The write was cancelled while it was on its way.").ConfigureAwait(false);
            throw;
        }
        catch (RestException failure)
        {
            change.CorrelationId = (failure as RequestException)?.CorrelationId;
            var unknown = failure.ErrorCode is FpxErrorCode.WriteUnsettled or FpxErrorCode.WriteMismatch;
            await SettleAsync(change, unknown ? FpxChangeOutcome.Unknown : FpxChangeOutcome.Failed, failure.Message).ConfigureAwait(false);
            throw;
        }

        write.Note?.Invoke(change, value);
        var mismatch = write.Judge?.Invoke(value);
        var warning = await SettleAsync(change, FpxChangeOutcome.Done, mismatch).ConfigureAwait(false);
        if (mismatch is not null)
            throw Mismatch(change, mismatch, null);
        return new WriteResult<T>(value, change, warning);
    }

    private async Task<T> SendUntilSettledAsync<T>(Write<T> write, CancellationToken cancellationToken)
    {
        for (var sending = 1; ; sending++)
        {
            var sent = Clock.GetUtcNow();
            try
            {
                return await write.Send(cancellationToken).ConfigureAwait(false);
            }
            catch (RequestException failure) when (WriteFate.IsOpen(failure))
            {
                var isLast = sending == MostSendings;
                var back = await LookAsync(write, failure, sent, isLast, cancellationToken).ConfigureAwait(false);
                if (back.Finding == ReadBackOutcome.Found)
                    return back.Value;
                if (back.Finding == ReadBackOutcome.Other)
                    throw Mismatch(write.Change, back.Present!, failure);
                if (isLast)
                    throw NotCarriedOut(failure, sending);
            }
        }
    }

    /// <summary>
    /// Looks what became of a request. Once is enough where a second arrival would do no harm; but whoever is told that nothing was changed must be
    /// able to rely on it.
    /// </summary>
    private async Task<ReadBack<T>> LookAsync<T>(
        Write<T> write, RequestException failure, DateTimeOffset sent, bool isLast, CancellationToken cancellationToken)
    {
        if (write.ReadBack is null)
            throw Unsettled(failure, "Nothing that can be read tells whether it was.", null);
        var looks = (write.Multiplies || isLast) && WriteFate.MayStillArrive(failure) ? PatientLooks : OneLook;
        var back = ReadBack<T>.Absent();
        try
        {
            foreach (var pause in looks)
            {
                if (pause > TimeSpan.Zero)
                    await PauseAsync(pause, failure, cancellationToken).ConfigureAwait(false);
                back = await write.ReadBack(sent, cancellationToken).ConfigureAwait(false);
                if (back.Finding != ReadBackOutcome.Absent)
                    break;
            }
        }
        catch (RequestException unreadable) when (failure.ErrorCode != FpxErrorCode.ClientCertificateRefused || unreadable.ErrorCode != failure.ErrorCode)
        {
            throw Unsettled(failure, $"Reading back failed as well: {unreadable.Message}", unreadable);
        }

        return back;
    }

    private async Task PauseAsync(TimeSpan pause, RequestException failure, CancellationToken cancellationToken)
    {
        caller.Observer?.Waiting(new RequestWait { Reason = "reading back", Duration = pause, Method = failure.Method, Path = failure.Path });
        await Pause.ForAsync(pause, Clock, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Notes the outcome. A journal that fails now cannot take the write back: it is said, and the write reads as unknown.</summary>
    private async Task<string?> SettleAsync(FpxChange change, FpxChangeOutcome outcome, string? error)
    {
        change.Outcome = outcome;
        change.Error = error;
        if (context.Journal is null)
            return null;
        try
        {
            await context.Journal.SettleAsync(change).ConfigureAwait(false);
            return null;
        }
        catch (RestException unwritable)
        {
            return $"The outcome ({outcome}) could not be noted. {unwritable.Message} The next write that can be noted notes it too; should this session end before, Resolve-FpxChange settles the entry.";
        }
    }

    private static RequestException Unsettled(RequestException failure, string why, Exception? readBack) => new(
        FpxErrorCode.WriteUnsettled,
        $"It is not known whether the write was carried out. {why} It failed with: {failure.Message}",
        failure.Method,
        failure.Path,
        "Look at the record before you repeat the write. Resolve-FpxChange asks the service again and settles the journal's entry.",
        readBack is null ? failure : new AggregateException(failure, readBack))
    {
        CorrelationId = failure.CorrelationId,
        Attempts = failure.Attempts,
    };

    private static RequestException NotCarriedOut(RequestException failure, int sendings) => new(
        failure.ErrorCode,
        $"The write was sent {sendings} times, and each time reading back showed that it was not carried out. It failed with: {failure.Message}",
        failure.Method,
        failure.Path,
        "Nothing was changed. Try again later.",
        failure)
    {
        CorrelationId = failure.CorrelationId,
        Attempts = sendings,
    };

    private static RestException Mismatch(FpxChange change, string present, RequestException? failure) => failure is null
        ? new RestException(FpxErrorCode.WriteMismatch, $"The service accepted the write and holds something else: {present}", "Read the record, and set it again if need be.")
        : new RequestException(
            FpxErrorCode.WriteMismatch,
            $"The answer to the write was lost, and the service holds neither what was there before nor what was sent. {present} Meant was: {change.Summary}",
            failure.Method,
            failure.Path,
            "Somebody else may have changed the record. Read it, and set it again if need be.",
            failure) { CorrelationId = failure.CorrelationId };
}
