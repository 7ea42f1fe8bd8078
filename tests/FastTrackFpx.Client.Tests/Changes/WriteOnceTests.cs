namespace FastTrackFpx.Client.Tests.Changes;

/// <summary>What FPX makes of a lost response beyond the matrix of faults: equal notes, and what somebody else wrote.</summary>
public sealed class WriteOnceTests : FolderTest
{
    private static readonly FpxLookup General = new() { Id = "1", Name = "General" };

    [Theory]
    [InlineData("""{"method":"POST","times":2,"faults":[{"kind":"lostAnswer"}]}""", 3, 3)]
    [InlineData("""{"method":"POST","times":1,"faults":[{"kind":"status","status":502}]},{"method":"POST","skip":1,"times":1,"faults":[{"kind":"lostAnswer"}]}""", 2, 1)]
    public async Task Equal_notes_are_told_apart_as_long_as_each_outcome_is_known(string rules, int held, int done)
    {
        TestClock clock = TestClock.WithoutWaits();
        await using SandboxSession sandbox = await SandboxSession.StartAsync(options => (options.TimeProvider, options.Tenants, options.RequestsPerMinute) = (clock.Another(), 1, 0));
        FpxClient client = sandbox.Connect(options => options.TimeProvider = clock);
        Guid tenant = (await client.Tenants.List().ToListAsync())[0].TenantId;
        var journal = new ChangeJournal(Folder["journal"], clock);
        sandbox.Service.SetFaults($$"""{"rules":[{{rules}}]}""");
        RestException?[] failures = await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
            await Record.ExceptionAsync(() => client.Writing(new WriteContext { Journal = journal }).NewNoteAsync(tenant, General, "same\r\ntext", CancellationToken.None)) as RestException));
        Assert.Equal((held, 3), (sandbox.Service.Export().Split("same\\r\\ntext").Length - 1, sandbox.Service.Log.Count("POST", $"tenants/{tenant}/notes")));
        Assert.Equal(done, (await journal.ReadAsync(null, default)).Entries.Count(entry => entry.Outcome == ChangeOutcome.Done));
        Assert.Equal(3 - done, failures.Count(failure => failure?.ErrorCode == FpxErrorCode.WriteUnsettled));
        if (done < 3) Assert.Contains(failures, failure => failure?.Message.Contains("cannot be distinguished", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_record_that_somebody_else_changed_meanwhile_is_an_error_that_says_what_stands_there()
    {
        var before = new FpxContact { ContactId = Guid.NewGuid(), TenantId = Guid.NewGuid(), Name = "Ada" };
        await using OddServer server = await OddServer.StartAsync(context => context.Request.Method == "GET"
            ? OddServer.JsonAsync(context, $$"""{"count":1,"hasMore":false,"items":[{"contactId":"{{before.ContactId}}","name":"Ada","title":"Somebody else's"}]}""")
            : OddServer.TextAsync(context, "<html>Bad gateway</html>", "text/html", 502));
        FpxClient client = server.Connect(options => options.TimeProvider = TestClock.WithoutWaits());
        var journal = new ChangeJournal(Folder["journal"]);
        ContactChange title = ContactTemplate.Change(("Title", "Director"));
        var error = await Assert.ThrowsAsync<RequestException>(() =>
            client.Writing(new WriteContext { Journal = journal }).SetContactAsync(before.ContactId, before, title, CancellationToken.None));
        Assert.Equal(FpxErrorCode.WriteMismatch, error.ErrorCode);
        Assert.Contains("It has Title 'Somebody else's'.", error.Message);
        Assert.Contains("Title none -> 'Director'", error.Message);
        Assert.Equal(ChangeOutcome.Unknown, Assert.Single((await journal.ReadAsync(null, default)).Entries).Outcome);
    }
}
