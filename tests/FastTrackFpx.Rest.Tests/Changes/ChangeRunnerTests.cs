using static FastTrackFpx.Rest.Tests.Changes.RunnerBench;

namespace FastTrackFpx.Rest.Tests.Changes;

/// <summary>Every way in which a write can end, and what the journal and the error say of it.</summary>
public sealed class ChangeRunnerTests : IDisposable
{
    private readonly RunnerBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_write_that_was_answered_is_done_and_recorded_with_whose_behalf_it_was_made_on()
    {
        _bench.Sends.Enqueue(() => "2");
        var result = await _bench.Runner.RunAsync(_bench.Plan(isIdempotent: true), default);
        var entry = await _bench.EntryAsync();
        Assert.Equal(("2", null), (result.Value, result.Warning));
        Assert.Equal((ChangeOutcome.Done, "Test", "Set-Test", "test", _bench.RunId), (entry.Outcome, entry.Service, entry.Cmdlet, entry.ConnectionName, entry.RunId!.Value));
        Assert.Equal("2", entry.After!.Value.GetString());
        Assert.Equal(new Uri("https://service.example"), entry.BaseUri);
    }

    // What each request and each read-back does, then the value or the error, the outcome and the error of the journal, and how often was sent and read back.
    [Theory]
    [InlineData("change", "refused", "", "ConnectionLost", ChangeOutcome.Failed, "The connection was lost.", 1, 0)]
    [InlineData("create", "refused", "", "ConnectionLost", ChangeOutcome.Failed, "The connection was lost.", 1, 0)]
    [InlineData("change", "unsent", "", "ConnectionLost", ChangeOutcome.Failed, "The connection was lost.", 1, 0)]
    [InlineData("create", "unsent", "", "ConnectionLost", ChangeOutcome.Failed, "The connection was lost.", 1, 0)]
    [InlineData("create that stays", "invalid", "", "InvalidOperationException", ChangeOutcome.Failed, "", 1, 0)]
    [InlineData("create that stays", "io", "", "IOException", ChangeOutcome.Failed, "", 1, 0)]
    [InlineData("create", "invalid", "found", "2", ChangeOutcome.Done, null, 1, 1)]
    [InlineData("create", "disposed", "found", "2", ChangeOutcome.Done, null, 1, 1)]
    [InlineData("create", "cancelled", "found", "2", ChangeOutcome.Done, null, 1, 1)]
    [InlineData("create", "lost", "unchanged found", "2", ChangeOutcome.Done, null, 1, 2)]
    [InlineData("create", "lost", "two", "WriteUnsettled", ChangeOutcome.Unknown, "There are two.", 1, 1)]
    [InlineData("change", "lost done", "unchanged", "2", ChangeOutcome.Done, null, 2, 1)]
    [InlineData("change", "lost lost lost lost lost", "unchanged*8", "WriteUnsettled", ChangeOutcome.Unknown, "the request may still arrive", 5, 8)]
    [InlineData("change", "lost refused", "unchanged*5", "WriteUnsettled", ChangeOutcome.Unknown, "", 2, null)]
    [InlineData("change", "lost unsent done", "unchanged*5", "2", ChangeOutcome.Done, null, 3, null)]
    [InlineData("change", "lost", "different", "WriteMismatch", ChangeOutcome.Unknown, "It holds 3. Sent was: x: 1 -> 2", 1, 1)]
    [InlineData("change", "other", "", "WriteMismatch", ChangeOutcome.Done, "It holds other.", 1, 0)]
    [InlineData("change without read-back", "lost", "", "WriteUnsettled", ChangeOutcome.Unknown, "Nothing can be read that shows whether it was.", 1, 0)]
    [InlineData("change", "lost", "invalid", "WriteUnsettled", ChangeOutcome.Unknown, "Reading back failed as well: Invalid.", 1, 1)]
    [InlineData("change", "lost", "cancelled", "WriteUnsettled", ChangeOutcome.Unknown, "Reading back failed as well: Cancelled.", 1, 1)]
    [InlineData("change", "lost", "tokenless", "WriteUnsettled", ChangeOutcome.Unknown, "Reading back failed as well: The token provider failed.", 1, 1)]
    [InlineData("change", "certificate", "certificate", "ClientCertificateRefused", ChangeOutcome.Unknown, "", 1, 1)]
    [InlineData("change", "lost", "certificate", "WriteUnsettled", ChangeOutcome.Unknown, "", 1, 1)]
    public async Task A_write_ends_as_its_requests_and_read_backs_show(string plan, string sends, string reads, string result, object outcome, string? words, int sent, int? read)
    {
        foreach (string send in Steps(sends)) _bench.Sends.Enqueue(() => send switch { "done" => "2", "other" => "other", _ => throw FailureOf(send) });
        foreach (string look in Steps(reads)) _bench.Reads.Enqueue(() => look switch
        {
            "found" => ReadBack<string>.Found("2"),
            "unchanged" => ReadBack<string>.Unchanged(),
            "two" => ReadBack<string>.Ambiguous("There are two."),
            "different" => ReadBack<string>.Different("It holds 3."),
            _ => throw FailureOf(look),
        });

        string value;
        Exception? failure = null;
        try
        {
            value = (await _bench.Runner.RunAsync(_bench.Plan(plan.StartsWith("change"), !plan.EndsWith("read-back"), leaves: !plan.EndsWith("stays")), default)).Value;
        }
        catch (Exception caught)
        {
            (failure, value) = (caught, (caught as RestException)?.ErrorCode ?? caught.GetType().Name);
        }

        JournalEntry entry = await _bench.EntryAsync();
        Assert.Equal((result, outcome, sent, read ?? _bench.Contexts.Count), (value, (object)entry.Outcome, _bench.Sent, _bench.Contexts.Count));
        if (words is null) Assert.Equal("\"2\"", entry.After!.Value.GetRawText());
        else Assert.Contains(words, entry.Error);
        if (failure is RequestException { Delivery: Delivery.Refused or Delivery.NotSent }) Assert.Equal(("c1", failure.Message), (entry.CorrelationId, entry.Error));
    }

    private static IEnumerable<string> Steps(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(step => step.Split('*') is [var name, var times] ? Enumerable.Repeat(name, int.Parse(times)) : [step]);

    private static Exception FailureOf(string step) => step switch
    {
        "refused" => new RequestException("ConnectionLost", "The connection was lost.", "PATCH", "/x") { Delivery = Delivery.Refused, CorrelationId = "c1" },
        "unsent" => new RequestException("ConnectionLost", "The connection was lost.", "PATCH", "/x") { Delivery = Delivery.NotSent, CorrelationId = "c1" },
        "lost" => Failure(Delivery.MayHaveArrived),
        "certificate" => Failure(Delivery.MayHaveArrived, ErrorCode.ClientCertificateRefused),
        "tokenless" => new RestException("TokenProviderFailed", "The token provider failed."),
        "cancelled" => new OperationCanceledException("Cancelled."),
        "disposed" => new ObjectDisposedException("x"),
        "io" => new IOException(),
        _ => new InvalidOperationException("Invalid."),
    };

    [Fact]
    public async Task A_create_is_never_sent_again_on_an_absence()
    {
        _bench.Sends.Enqueue(Lost());
        for (var look = 0; look < 4; look++) _bench.Reads.Enqueue(Unchanged());
        var error = await Assert.ThrowsAsync<RequestException>(() => _bench.Runner.RunAsync(_bench.Plan(isIdempotent: false, fingerprint: "f"), default));
        Assert.Equal(ErrorCode.WriteUnsettled, error.ErrorCode);
        Assert.Contains("It may still arrive, so it is not sent again. It failed with: The connection was lost.", error.Message);
        Assert.Contains("Resolve-FpxChange", error.RecommendedAction);
        var entry = await _bench.EntryAsync();
        Assert.Equal((ChangeOutcome.Unknown, error.Message), (entry.Outcome, entry.Error));
        Assert.Equal((1, 4), (_bench.Sent, _bench.Contexts.Count));
        Assert.Equal([1, 2, 4], _bench.Clock.Pauses.Select(pause => pause.TotalSeconds));
        Assert.Empty(_bench.Pending.Sent);
    }

    [Theory]
    [InlineData(true, ChangeOutcome.Unknown, "The write was cancelled while it was being sent.")]
    [InlineData(false, ChangeOutcome.Failed, "The write was cancelled before it was sent.")]
    public async Task A_cancelled_write_is_unknown_only_if_it_may_have_left(bool leaves, object outcome, string text)
    {
        using var cancel = new CancellationTokenSource();
        _bench.Sends.Enqueue(() =>
        {
            cancel.Cancel();
            throw new OperationCanceledException(cancel.Token);
        });

        await Assert.ThrowsAsync<OperationCanceledException>(() => _bench.Runner.RunAsync(_bench.Plan(isIdempotent: true, leaves: leaves), cancel.Token));

        var entry = await _bench.EntryAsync();
        Assert.Equal((outcome, text), ((object)entry.Outcome, entry.Error));
        Assert.Empty(_bench.Contexts);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_cancellation_while_reading_back_or_before_the_next_attempt_leaves_it_unknown(bool isIdempotent)
    {
        using var cancel = new CancellationTokenSource();
        _bench.Sends.Enqueue(Lost());
        _bench.Reads.Enqueue(() =>
        {
            cancel.Cancel();
            return isIdempotent ? ReadBack<string>.Unchanged() : throw new OperationCanceledException(cancel.Token);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.Runner.RunAsync(_bench.Plan(isIdempotent), cancel.Token));

        Assert.Equal((1, ChangeOutcome.Unknown), (_bench.Sent, (await _bench.EntryAsync()).Outcome));
    }

    [Fact]
    public async Task An_outcome_that_cannot_be_recorded_is_a_warning_and_is_recorded_with_the_next_write()
    {
        _bench.Sends.Enqueue(() =>
        {
            Directory.Move(_bench.Journal.Folder, _bench.Journal.Folder + "-away");
            File.WriteAllText(_bench.Journal.Folder, string.Empty);
            return "2";
        });

        var result = await _bench.Runner.RunAsync(_bench.Plan(isIdempotent: true), default);

        Assert.StartsWith("The outcome (Done) could not be recorded.", result.Warning);
        File.Delete(_bench.Journal.Folder);
        Directory.Move(_bench.Journal.Folder + "-away", _bench.Journal.Folder);
        Assert.Equal(ChangeOutcome.Pending, (await _bench.EntryAsync()).Outcome);
        _bench.Sends.Enqueue(() => "2");
        await _bench.Runner.RunAsync(_bench.Plan(isIdempotent: true), default);
        Assert.All((await _bench.Journal.ReadAsync(null, default)).Entries, entry => Assert.Equal(ChangeOutcome.Done, entry.Outcome));
    }

    [Fact]
    public async Task A_record_that_is_no_longer_what_the_prompt_showed_stops_the_write_before_the_journal()
    {
        var conflict = new RestException(ErrorCode.Conflict, "It changed.");
        var plan = new PlannedChange<string>
        {
            Entry = new JournalEntry { Kind = "TestSet" },
            Description = new ChangeDescription("set x", "set x"),
            Request = () => new Http.RestRequest("PATCH", "/x"),
            CheckAsync = _ => throw conflict,
            SendAsync = (_, _) => throw new InvalidOperationException("It was sent."),
        };

        Assert.Same(conflict, await Assert.ThrowsAsync<RestException>(() => _bench.Runner.RunAsync(plan, default)));
        Assert.Empty((await _bench.Journal.ReadAsync(null, default)).Entries);
    }

    [Fact]
    public async Task Without_a_journal_a_write_is_sent_all_the_same()
    {
        _bench.Sends.Enqueue(() => "2");
        Assert.Equal("2", (await _bench.NewRunner(null).RunAsync(_bench.Plan(isIdempotent: true), default)).Value);
    }

    [Fact]
    public async Task Equal_creates_wait_for_each_other_and_others_do_not()
    {
        var (first, second, other) = (_bench.Plan(false, fingerprint: "f"), _bench.Plan(false, fingerprint: "f"), _bench.Plan(false, fingerprint: "g"));
        var hold = await _bench.Pending.EnterAsync("f", default);
        _bench.Sends.Enqueue(() => "g");
        _bench.Sends.Enqueue(() => "f1");
        _bench.Sends.Enqueue(() => "f2");
        var waiting = new[] { _bench.Runner.RunAsync(first, default), _bench.Runner.RunAsync(second, default) };
        Assert.Equal("g", (await _bench.Runner.RunAsync(other, default)).Value);
        Assert.All(waiting, task => Assert.False(task.IsCompleted));
        hold.Dispose();
        Assert.Equal(["f1", "f2"], (await Task.WhenAll(waiting)).Select(result => result.Value).Order());
    }

    [Fact]
    public async Task Unsettled_equal_creates_of_the_journal_are_rivals_and_settled_ones_hold_their_records()
    {
        _bench.Sends.Enqueue(Lost());
        _bench.Reads.Enqueue(() => ReadBack<string>.Ambiguous("one"));
        await Assert.ThrowsAsync<RequestException>(() => _bench.Runner.RunAsync(_bench.Plan(false, fingerprint: "f"), default));
        var unsettled = await _bench.EntryAsync();
        _bench.Sends.Enqueue(() => "2");
        var done = _bench.Plan(false, fingerprint: "f");
        done.Entry.SetTarget("id", "record 7");
        await _bench.Runner.RunAsync(done, default);
        _bench.Sends.Enqueue(Lost());
        _bench.Reads.Enqueue(Found());
        await _bench.Runner.RunAsync(_bench.Plan(false, fingerprint: "f"), default);
        var context = _bench.Contexts[^1];
        Assert.Equal([(done.Entry.Time, "record 7"), (unsettled.Time, null)], context.Others.Select(other => (other.Time, other.Claim)));
        Assert.True(context.MayStillArrive());
    }

    [Theory]
    [InlineData(23, true, ChangeOutcome.Unknown)]
    [InlineData(25, false, ChangeOutcome.Failed)]
    public async Task An_absence_settles_a_write_only_after_a_day(int hours, bool mayArrive, object outcome)
    {
        _bench.Sends.Enqueue(Lost());
        for (var look = 0; look < 5; look++) _bench.Reads.Enqueue(Unchanged());
        var plan = _bench.Plan(false, fingerprint: "f");
        await Assert.ThrowsAsync<RequestException>(() => _bench.Runner.RunAsync(plan, default));
        _bench.Clock.Advance(TimeSpan.FromHours(hours));
        var context = await _bench.Runner.ContextOfAsync(plan.Entry, plan.ClaimOf, default);
        await plan.ResolveAsync(context, default);
        Assert.Equal(mayArrive, context.MayStillArrive());
        Assert.Equal(outcome, plan.Entry.Outcome);
        Assert.NotNull(plan.Entry.Error);
    }

    [Fact]
    public async Task Resolving_takes_what_is_found_and_leaves_everything_else_unknown()
    {
        foreach (var (read, outcome) in new (Func<ReadBack<string>>, ChangeOutcome)[]
        {
            (Found("2"), ChangeOutcome.Done), (() => ReadBack<string>.Different("It holds 3."), ChangeOutcome.Unknown), (() => ReadBack<string>.Ambiguous("Two."), ChangeOutcome.Unknown),
        })
        {
            var plan = _bench.Plan(isIdempotent: false);
            plan.Entry.Outcome = ChangeOutcome.Unknown;
            _bench.Reads.Enqueue(read);
            await plan.ResolveAsync(await _bench.Runner.ContextOfAsync(plan.Entry, plan.ClaimOf, default), default);
            Assert.Equal(outcome, plan.Entry.Outcome);
            Assert.Equal(outcome == ChangeOutcome.Done, plan.Entry.Error is null);
        }

        await Assert.ThrowsAsync<RestException>(() => _bench.Plan(false, isReadable: false).ResolveAsync(null!, default));
    }

    [Fact]
    public async Task A_failure_of_what_is_read_after_the_write_does_not_mean_that_it_failed()
    {
        // As the set of seats that is read once more after an incomplete response.
        var plan = _bench.Plan(isIdempotent: true);
        var reading = new PlannedChange<string>
        {
            Entry = plan.Entry,
            Description = plan.Description,
            IsIdempotent = true,
            Request = plan.Request,
            SendAsync = (mark, end) =>
            {
                _ = new Http.RestRequest("PATCH", "/x") { Mark = mark, Delivery = Delivery.MayHaveArrived };
                throw Failure(Delivery.NotSent, ErrorCode.ConnectionRefused);
            },
            ReadBackAsync = (_, _) => throw Failure(Delivery.Refused, "NotAuthorized"),
        };

        await Assert.ThrowsAsync<RequestException>(() => _bench.Runner.RunAsync(reading, default));

        Assert.Equal(ChangeOutcome.Unknown, (await _bench.EntryAsync()).Outcome);
    }

    [Fact]
    public async Task The_first_form_that_was_refused_and_the_second_that_was_not_sent_did_nothing()
    {
        _bench.Sends.Enqueue(Throw(Failure(Delivery.NotSent)));
        var plan = _bench.Plan(isIdempotent: false);
        var twice = new PlannedChange<string>
        {
            Entry = plan.Entry,
            Description = plan.Description,
            Request = plan.Request,
            SendAsync = (mark, end) =>
            {
                _ = new Http.RestRequest("PATCH", "/y") { Mark = mark, Delivery = Delivery.Refused };
                return plan.SendAsync!(mark, end);
            },
        };

        await Assert.ThrowsAsync<RequestException>(() => _bench.Runner.RunAsync(twice, default));

        Assert.Equal(ChangeOutcome.Failed, (await _bench.EntryAsync()).Outcome);
    }

    [Fact]
    public async Task Without_a_journal_the_session_remembers_its_creates()
    {
        var runner = _bench.NewRunner(null);
        _bench.Sends.Enqueue(Lost());
        _bench.Reads.Enqueue(() => ReadBack<string>.Ambiguous("one"));
        await Assert.ThrowsAsync<RequestException>(() => runner.RunAsync(_bench.Plan(false, fingerprint: "f"), default));
        _bench.Sends.Enqueue(() => "2");
        var done = _bench.Plan(false, fingerprint: "g");
        done.Entry.SetTarget("id", "record 7");
        await runner.RunAsync(done, default);
        var context = await runner.ContextOfAsync(_bench.Plan(false, fingerprint: "f").Entry, _ => null, default);
        Assert.Equal([("f", null), ("g", "record 7")], context.Others.Select(other => (other.Fingerprint, other.Claim)));
    }

    [Fact]
    public async Task The_journal_keeps_the_skew_of_the_clocks_at_the_time_of_the_write()
    {
        _bench.Sends.Enqueue(() =>
        {
            _bench.Skew = TimeSpan.FromHours(-1);
            return "2";
        });
        await _bench.Runner.RunAsync(_bench.Plan(true), default);
        Assert.Equal(TimeSpan.FromHours(-1), (await _bench.EntryAsync()).ClockSkew);

        _bench.Sends.Enqueue(() =>
        {
            _bench.Skew = TimeSpan.Zero;
            return "2";
        });
        var second = _bench.Plan(true);
        await _bench.Runner.RunAsync(second, default);

        Assert.Equal(TimeSpan.FromHours(-1), second.Entry.ClockSkew);
        var context = await _bench.Runner.ContextOfAsync(second.Entry, _ => null, default);
        Assert.Equal(second.Entry.Time.AddHours(-1), context.ServiceTimeOf(context.Sent));
    }

    [Theory]
    [InlineData(95, -95, true)]
    [InlineData(0, 0, true)]
    [InlineData(2, 0, false)]
    public async Task A_clock_that_is_wrong_does_not_make_an_absence_a_proof(int daysAhead, int skewDays, bool mayArrive)
    {
        var entry = _bench.Plan(false, fingerprint: "f").Entry;
        entry.Time = _bench.Clock.Now;
        entry.ClockSkew = TimeSpan.Zero;
        _bench.Clock.Now += TimeSpan.FromDays(daysAhead);
        var context = await _bench.Runner.ContextOfAsync(entry, _ => null, default);
        // As the response of the read-back shows it.
        _bench.Skew = TimeSpan.FromDays(skewDays);

        Assert.Equal(mayArrive, context.MayStillArrive());
    }

    [Fact]
    public async Task The_first_loss_is_the_cause_whatever_follows()
    {
        var first = Failure(Delivery.MayHaveArrived);
        (first.CorrelationId, first.Attempts) = ("c1", 3);
        _bench.Sends.Enqueue(Throw(first));
        _bench.Sends.Enqueue(Throw(Failure(Delivery.Refused, "NotAuthorized")));
        for (var look = 0; look < 5; look++) _bench.Reads.Enqueue(Unchanged());
        var error = await Assert.ThrowsAsync<RequestException>(() => _bench.Runner.RunAsync(_bench.Plan(isIdempotent: true), default));
        Assert.Same(first, error.InnerException);
        Assert.Equal(("PATCH", "/x", "c1", 3), (error.Method, error.Path, error.CorrelationId, error.Attempts));
        Assert.Equal(["retry", "reading back", "reading back", "reading back"], _bench.Waits.Select(wait => wait.Reason));
        Assert.All(_bench.Waits, wait => Assert.Equal(("PATCH", "/x"), (wait.Method, wait.Path)));
    }

    [Fact]
    public async Task A_failure_that_is_none_of_a_request_and_one_of_reading_back_are_both_in_the_error()
    {
        var (lost, unreadable) = (new InvalidOperationException("lost"), new InvalidOperationException("unreadable"));
        _bench.Sends.Enqueue(Throw(lost));
        _bench.Reads.Enqueue(() => throw unreadable);
        var error = await Assert.ThrowsAsync<RequestException>(() => _bench.Runner.RunAsync(_bench.Plan(isIdempotent: true), default));
        Assert.Equal(("PATCH", "/x", null, 1), (error.Method, error.Path, error.CorrelationId, error.Attempts));
        Assert.Equal([lost, unreadable], Assert.IsType<AggregateException>(error.InnerException).InnerExceptions);
    }

    [Fact]
    public async Task Only_creates_of_the_same_kind_count_and_only_those_that_are_done_have_a_claim()
    {
        _bench.Sends.Enqueue(() => "2");
        await _bench.Runner.RunAsync(_bench.Plan(isIdempotent: true), default);
        _bench.Sends.Enqueue(Lost());
        _bench.Reads.Enqueue(() => ReadBack<string>.Ambiguous("one"));
        var unknown = _bench.Plan(false, fingerprint: "g");
        unknown.Entry.SetTarget("id", "record 8");
        await Assert.ThrowsAsync<RequestException>(() => _bench.Runner.RunAsync(unknown, default));
        var plan = _bench.Plan(false, fingerprint: "f");
        plan.Entry.Time = _bench.Clock.Now;
        var context = await _bench.Runner.ContextOfAsync(plan.Entry, plan.ClaimOf, default);
        Assert.Equal(("g", null), Assert.Single(context.Others.Select(other => (other.Fingerprint, other.Claim))));
    }

    [Fact]
    public async Task Equal_writes_are_sent_one_after_the_other_also_if_one_of_them_is_cancelled()
    {
        var pending = new PendingWrites();
        using var cancel = new CancellationTokenSource();
        var first = await pending.EnterAsync("f", default);
        var second = pending.EnterAsync("f", default);
        var given = pending.EnterAsync("f", cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        first.Dispose();
        var holder = await second;
        var third = pending.EnterAsync("f", default);
        Assert.False(third.IsCompleted);
        holder.Dispose();
        (await third).Dispose();
        Assert.Equal(PendingWrites.FingerprintOf("a", "b"), PendingWrites.FingerprintOf("a", "b"));
        Assert.NotEqual(PendingWrites.FingerprintOf("a", "b"), PendingWrites.FingerprintOf("a", "c"));
    }
}
