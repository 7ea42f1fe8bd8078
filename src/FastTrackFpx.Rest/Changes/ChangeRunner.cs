using System.Runtime.ExceptionServices;

namespace FastTrackFpx.Rest.Changes;

/// <summary>
/// Carries a write out at most once, as far as that can be known: journal first, read-back after a lost response, another attempt only if it can
/// do no harm, and one of three outcomes whatever ends it.
/// </summary>
internal sealed class ChangeRunner
{
    internal const int MaxSendings = 5;

    /// <summary>How long a request may be in transit: an absence proves nothing before that.</summary>
    internal static readonly TimeSpan LongestDelivery = TimeSpan.FromHours(24);

    /// <summary>When to look for a record that may still be on its way.</summary>
    private static readonly TimeSpan[] PatientLooks = [TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)];

    internal required string Service { get; init; }
    internal required Uri BaseUri { get; init; }
    internal required TimeProvider Clock { get; init; }
    internal required PendingWrites Pending { get; init; }
    /// <summary>The cmdlet, and the journal; without one nothing is recorded.</summary>
    internal required WriteContext Context { get; init; }
    internal Func<TimeSpan?> ClockSkew { get; init; } = static () => null;
    internal Action<RequestWait>? Waiting { get; init; }

    private ChangeJournal? Journal => Context.Journal;

    internal async Task<WriteResult<T>> RunAsync<T>(PlannedChange<T> plan, CancellationToken cancellationToken)
    {
        if (plan.SendAsync is null) throw new InvalidOperationException("There is nothing to send.");
        using var turn = plan.Fingerprint is null ? null : await Pending.EnterAsync(plan.Fingerprint, cancellationToken).ConfigureAwait(false);
        if (plan.CheckAsync is { } check) await check(cancellationToken).ConfigureAwait(false);
        await BeginAsync(plan.Entry, cancellationToken).ConfigureAwait(false);
        T value;
        try
        {
            value = await CarryOutAsync(plan, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            var outcome = plan.Entry.Outcome == ChangeOutcome.Failed ? ChangeOutcome.Failed : ChangeOutcome.Unknown;
            plan.Entry.CorrelationId = (failure as RequestException)?.CorrelationId;
            if (outcome == ChangeOutcome.Unknown) Remember(plan, null);
            await SettleAsync(plan.Entry, outcome, TextOf(failure, outcome)).ConfigureAwait(false);
            throw;
        }

        plan.Record?.Invoke(plan.Entry, value);
        Remember(plan, plan.ClaimOf(plan.Entry));
        var difference = plan.Compare?.Invoke(value);
        var warning = await SettleAsync(plan.Entry, ChangeOutcome.Done, difference).ConfigureAwait(false);
        if (difference is not null)
        {
            throw new RestException(
                ErrorCode.WriteMismatch, $"The service accepted the write, but the record differs: {difference}",
                "Read the record, and set it again if necessary.");
        }

        return new WriteResult<T>(value, plan.Entry, warning);
    }

    /// <summary>What is known locally about a write that is read back: creates of other sessions are in the journal.</summary>
    internal async Task<ReadBackContext> ContextOfAsync(JournalEntry entry, Func<JournalEntry, string?> claimOf, CancellationToken cancellationToken)
    {
        IEnumerable<SentCreate> others = Pending.Sent;
        if (entry.Fingerprint is not null && Journal is { } journal)
        {
            var content = await journal.ReadAsync(entry.Time - TimeSpan.FromDays(2), cancellationToken).ConfigureAwait(false);
            others = content.Entries.Where(other => other.Id != entry.Id && other.Outcome != ChangeOutcome.Failed && other.IsOn(BaseUri))
                .Select(other => Create(other, other.Outcome == ChangeOutcome.Done ? claimOf(other) : null));
        }

        return new ReadBackContext
        {
            Sent = Create(entry, null),
            Others = [.. others.Where(other => other.Fingerprint is not null && other.Kind == entry.Kind)],
            Now = Clock.GetUtcNow,
            ClockSkew = ClockSkew,
        };
    }

    private static SentCreate Create(JournalEntry entry, string? claim) => new(entry.Kind, entry.Fingerprint, entry.Time, entry.ClockSkew, claim);

    /// <summary>A session without a journal has to remember its creates itself.</summary>
    private void Remember(PlannedChange plan, string? claim)
    {
        if (Journal is null && plan.Fingerprint is not null) Pending.Add(Create(plan.Entry, claim));
    }

    private async Task BeginAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        entry.Service = Service;
        entry.Cmdlet = Context.Cmdlet;
        entry.ConnectionName = Context.ConnectionName;
        entry.BaseUri = BaseUri;
        entry.RunId = Context.RunId;
        entry.Time = Clock.GetUtcNow();
        entry.ClockSkew = ClockSkew();
        entry.Id = Guid.NewGuid();
        entry.Outcome = ChangeOutcome.Pending;
        if (Journal is not null) await Journal.BeginAsync(entry, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Sends the write, more than once if it can do no harm, and returns its response or what was read back. If it throws, the outcome of the entry is
    /// <see cref="ChangeOutcome.Failed"/> if the service certainly did nothing, and otherwise is not known.
    /// </summary>
    private async Task<T> CarryOutAsync<T>(PlannedChange<T> plan, CancellationToken cancellationToken)
    {
        Exception? lost = null;
        for (var sending = 1; ; sending++)
        {
            var mark = new SendMark();
            try
            {
                return await plan.SendAsync!(mark, cancellationToken).ConfigureAwait(false);
            }
            catch when (lost is null && mark.Delivery != Delivery.MayHaveArrived)
            {
                // Only proof counts: nothing left this machine, or the service itself refused the request. A failure of what was read afterwards is none.
                plan.Entry.Outcome = ChangeOutcome.Failed;
                throw;
            }
            catch (Exception failure) when (!IsCancelled(failure, cancellationToken))
            {
                // A later rejection does not show whether an earlier request was carried out.
                lost ??= failure;
            }

            var isLast = !plan.IsIdempotent || sending >= plan.MaxSendings || mark.Delivery == Delivery.Refused;
            var back = await LookAsync(plan, lost, isLast, cancellationToken).ConfigureAwait(false);
            if (back.Finding == ReadBackFinding.Found) return back.Value;
            await PauseAsync(TimeSpan.FromSeconds(Math.Pow(2, sending - 1)), "retry", plan, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads back what became of the write: its record, or nothing if it may be sent again. Throws if it may not.</summary>
    private async Task<ReadBack<T>> LookAsync<T>(PlannedChange<T> plan, Exception lost, bool isLast, CancellationToken cancellationToken)
    {
        if (plan.ReadBackAsync is null) throw Unsettled(plan, lost, "Nothing can be read that shows whether it was.");
        ReadBack<T> back;
        try
        {
            back = await ReadBackAsync(plan, isLast, cancellationToken).ConfigureAwait(false);
        }
        catch (RestException same) when (same.ErrorCode == ErrorCode.ClientCertificateRefused && (lost as RestException)?.ErrorCode == same.ErrorCode)
        {
            // A session's first request that breaks off looks like this; that the second one does too is what the user has to know.
            ExceptionDispatchInfo.Capture(lost).Throw();
            throw;
        }
        catch (Exception unreadable) when (!IsCancelled(unreadable, cancellationToken))
        {
            throw Unsettled(plan, lost, $"Reading back failed as well: {unreadable.Message}", unreadable);
        }

        return back.Finding switch
        {
            ReadBackFinding.Different => throw Mismatch(plan, lost, back.Explanation!),
            ReadBackFinding.Ambiguous => throw Unsettled(plan, lost, back.Explanation!),
            ReadBackFinding.Unchanged when isLast => throw Unsettled(plan, lost, plan.IsIdempotent
                ? "The service still holds what it held before, and the request may still arrive."
                : "The service does not hold it so far. It may still arrive, so it is not sent again."),
            _ => back,
        };
    }

    private static bool IsCancelled(Exception failure, CancellationToken cancellationToken) =>
        failure is OperationCanceledException && cancellationToken.IsCancellationRequested;

    private async Task<ReadBack<T>> ReadBackAsync<T>(PlannedChange<T> plan, bool isLast, CancellationToken cancellationToken)
    {
        var back = ReadBack<T>.Unchanged();
        var context = await ContextOfAsync(plan.Entry, plan.ClaimOf, cancellationToken).ConfigureAwait(false);
        context.MayRepeat = !isLast;
        foreach (var pause in isLast ? PatientLooks : [TimeSpan.Zero])
        {
            if (pause > TimeSpan.Zero) await PauseAsync(pause, "reading back", plan, cancellationToken).ConfigureAwait(false);
            back = await plan.ReadBackAsync!(context, cancellationToken).ConfigureAwait(false);
            if (back.Finding != ReadBackFinding.Unchanged) break;
        }

        return back;
    }

    private async Task PauseAsync(TimeSpan pause, string reason, PlannedChange plan, CancellationToken cancellationToken)
    {
        var request = plan.Request!();
        Waiting?.Invoke(new RequestWait(reason, pause, request.Method, request.RedactedPath));
        await Pause.ForAsync(pause, Clock, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Records the outcome. If the journal fails now, the write has happened anyway, and the caller gets a warning.</summary>
    private async Task<string?> SettleAsync(JournalEntry entry, ChangeOutcome outcome, string? error)
    {
        entry.Outcome = outcome;
        entry.Error = error;
        entry.ClockSkew ??= ClockSkew();
        if (Journal is null) return null;
        try
        {
            await Journal.SettleAsync(entry).ConfigureAwait(false);
            return null;
        }
        catch (RestException unwritable)
        {
            return $"The outcome ({outcome}) could not be recorded. {unwritable.Message} "
                + "The next write that can be recorded records it too. If this session ends before, Resolve-FpxChange settles the entry.";
        }
    }

    private static string TextOf(Exception failure, ChangeOutcome outcome) => failure is not OperationCanceledException ? failure.Message
        : outcome == ChangeOutcome.Failed ? "The write was cancelled before it was sent." : "The write was cancelled while it was being sent.";

    private static RequestException Unsettled(PlannedChange plan, Exception lost, string why, Exception? unreadable = null) => Failure(
        plan,
        ErrorCode.WriteUnsettled,
        $"It is not known whether the write was carried out. {why} It failed with: {lost.Message}",
        "Look at the record before you repeat the write. Resolve-FpxChange asks the service again and settles the journal's entry.",
        lost,
        unreadable);

    private static RequestException Mismatch(PlannedChange plan, Exception lost, string present) => Failure(
        plan,
        ErrorCode.WriteMismatch,
        $"The response to the write was lost, and the service holds neither what was there before nor what was sent. {present} Sent was: {plan.Entry.Summary}",
        "Somebody else may have changed the record. Read it, and set it again if necessary.",
        lost);

    private static RequestException Failure(PlannedChange plan, string code, string message, string action, Exception lost, Exception? unreadable = null)
    {
        var request = lost as RequestException;
        var sent = request is null ? plan.Request!() : null;
        return new RequestException(
            code, message, request?.Method ?? sent!.Method, request?.Path ?? sent!.RedactedPath, action,
            unreadable is null ? lost : new AggregateException(lost, unreadable))
        {
            CorrelationId = request?.CorrelationId,
            Attempts = request?.Attempts ?? 1,
        };
    }
}
