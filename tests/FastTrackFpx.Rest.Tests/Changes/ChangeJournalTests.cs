using System.Runtime.InteropServices;
using FastTrackFpx.Rest.Files;

namespace FastTrackFpx.Rest.Tests.Changes;

/// <summary>The journal: whole lines, outcomes that survive clocks and crashes, and nobody else's files.</summary>
public sealed class ChangeJournalTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2027, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();
    private readonly TestClock _clock = new(Noon);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Everything_that_an_entry_holds_is_read_back()
    {
        var entry = New("Contact Ada is new");
        entry.Service = "Other";
        entry.Cmdlet = "New-OtherContact";
        entry.ConnectionName = "prod";
        entry.BaseUri = new Uri("https://other.example/");
        entry.RunId = Guid.NewGuid();
        entry.Fingerprint = "f";
        entry.Before = JsonSerializer.SerializeToElement(new { name = "Ad\u00e8le" });
        entry.After = JsonSerializer.SerializeToElement(new { name = "Ada" });
        entry.Undoes = Guid.NewGuid();
        entry.SetTarget("companyId", "17");
        await BeginAsync(entry);

        var read = Assert.Single(await ReadAsync());

        Assert.Equal(
            (entry.Id, entry.Time, ChangeOutcome.Pending, "TestNew", entry.Service, entry.Cmdlet, entry.ConnectionName, entry.BaseUri),
            (read.Id, read.Time, read.Outcome, read.Kind, read.Service, read.Cmdlet, read.ConnectionName, read.BaseUri));
        Assert.Equal((entry.RunId, entry.Fingerprint, entry.Undoes, entry.Summary), (read.RunId, read.Fingerprint, read.Undoes, read.Summary));
        Assert.Equal("""{"name":"Ad\u00E8le"}""", read.Before!.Value.GetRawText());
        Assert.Equal("Ada", read.After!.Value.GetProperty("name").GetString());
        Assert.Equal(("17", null), (read.Target("companyId"), read.Target("tenantId")));
    }

    [Fact]
    public async Task The_end_of_a_write_adds_what_only_the_response_told()
    {
        var entry = New("x");
        await BeginAsync(entry);
        entry.SetTarget("id", "7");
        entry.After = JsonSerializer.SerializeToElement("after");
        (entry.Outcome, entry.CorrelationId) = (ChangeOutcome.Done, "c");
        await Journal().SettleAsync(entry);
        var read = Assert.Single(await ReadAsync());
        Assert.Equal((ChangeOutcome.Done, "7", "after", "c"), (read.Outcome, read.Target("id"), read.After!.Value.GetString(), read.CorrelationId));
        Assert.Equal(Noon, read.Settled);
    }

    [Fact]
    public async Task Lines_of_the_first_version_are_read_as_well()
    {
        PrivatePath.CreateFolder(_folder["journal"]);
        await File.WriteAllTextAsync(Path.Combine(_folder["journal"], "changes-2027-05-04.jsonl"), """
            {"v":1,"event":"Begin","id":"0f8fad5b-d9cb-469f-a165-70867728950e","time":"2027-05-04T12:00:00+00:00","change":{"changeId":"0f8fad5b-d9cb-469f-a165-70867728950e","time":"2027-05-04T12:00:00+00:00","outcome":"Pending","kind":"ContactNew","cmdlet":"New-FpxContact","tenantId":"7c9e6679-7425-40de-944b-e07fc1f90ae7","after":{"contact":{"name":"Ada"}}}}

            """);
        await File.WriteAllTextAsync(Path.Combine(_folder["journal"], "changes-2027-05-05.jsonl"), """
            {"v":1,"event":"End","id":"0f8fad5b-d9cb-469f-a165-70867728950e","time":"2027-05-05T00:00:01+00:00","outcome":"Done","contactId":"11111111-7425-40de-944b-e07fc1f90ae7"}

            """);

        var read = Assert.Single(await ReadAsync());

        Assert.Equal((ChangeOutcome.Done, "ContactNew", null), (read.Outcome, read.Kind, read.Service));
        Assert.Equal(["contactId", "tenantId"], read.Targets.Keys.Order());
        Assert.Equal(Guid.Parse("11111111-7425-40de-944b-e07fc1f90ae7"), read.GuidTarget("contactId"));
    }

    [Fact]
    public async Task The_newest_change_comes_first_and_an_end_after_midnight_is_found_by_since()
    {
        var first = await DoneAsync("first");
        _clock.Now = Noon.AddHours(11.9);
        var second = New("second");
        await BeginAsync(second);
        _clock.Now = Noon.AddHours(13);
        (second.Outcome, second.Error) = (ChangeOutcome.Failed, "no");
        await Journal().SettleAsync(second);
        Assert.Equal(["changes-2027-05-04.jsonl"], Files());
        Assert.Equal([second.Id, first.Id], (await ReadAsync()).Select(entry => entry.Id));
        var found = Assert.Single(await ReadAsync(Noon.AddHours(1)));
        Assert.Equal((second.Id, ChangeOutcome.Failed, "no"), (found.Id, found.Outcome, found.Error));
    }

    [Fact]
    public async Task An_end_before_midnight_by_a_clock_that_was_set_back_is_found_by_since_too()
    {
        _clock.Now = Noon.Date.AddDays(1).AddSeconds(5);
        var entry = New("x");
        await BeginAsync(entry);
        _clock.Now = Noon.Date.AddDays(1).AddSeconds(-5);
        entry.Outcome = ChangeOutcome.Done;
        await Journal().SettleAsync(entry);
        Assert.Equal(ChangeOutcome.Done, Assert.Single(await ReadAsync(Noon.Date.AddDays(1))).Outcome);
    }

    [Fact]
    public async Task What_was_undone_says_by_which_change_and_is_not_undone_twice()
    {
        var journal = Journal();
        var change = await DoneAsync("change");
        var undo = New("undo");
        undo.Undoes = change.Id;
        await BeginAsync(undo);
        Assert.Null((await ReadAsync()).Single(entry => entry.Id == change.Id).UndoneBy);
        await ConflictAsync("its outcome is not known");

        undo.Outcome = ChangeOutcome.Failed;
        await journal.SettleAsync(undo);
        var again = New("again");
        again.Undoes = change.Id;
        await BeginAsync(again);
        again.Outcome = ChangeOutcome.Done;
        await journal.SettleAsync(again);

        Assert.Equal(again.Id, (await ReadAsync()).Single(entry => entry.Id == change.Id).UndoneBy);
        await ConflictAsync("was undone already");

        async Task ConflictAsync(string text)
        {
            var second = New("second");
            second.Undoes = change.Id;
            var count = (await ReadAsync()).Count;
            var error = await Assert.ThrowsAsync<RestException>(() => BeginAsync(second));
            Assert.Equal((ErrorCode.Conflict, Delivery.NotSent), (error.ErrorCode, error.Delivery));
            Assert.Contains(text, error.Message);
            Assert.Equal(count, (await ReadAsync()).Count);
        }
    }

    [Fact]
    public async Task A_cut_off_last_line_harms_neither_reading_nor_the_next_line()
    {
        await DoneAsync("whole");
        await File.AppendAllTextAsync(Directory.GetFiles(_folder["journal"], "*.jsonl").Single(), """{"v":1,"event":"Begin","id":"6f0a""");
        var content = await Journal().ReadAsync(null, default);
        Assert.Equal((1, 0), (content.Entries.Count, content.UnreadableLines));
        await DoneAsync("next");
        content = await Journal().ReadAsync(null, default);
        Assert.Equal(["next", "whole"], content.Entries.Select(change => change.Summary).Order());
        Assert.Equal(1, content.UnreadableLines);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"v":2,"event":"End","id":"0f8fad5b-d9cb-469f-a165-70867728950e","outcome":"Done"}""")]
    [InlineData("null")]
    public async Task A_line_of_another_kind_is_counted_and_skipped(string line)
    {
        await DoneAsync("whole");
        await File.AppendAllTextAsync(Directory.GetFiles(_folder["journal"], "*.jsonl").Single(), line + "\n");
        var content = await Journal().ReadAsync(null, default);
        Assert.Equal((1, 1), (content.Entries.Count, content.UnreadableLines));
    }

    [Fact]
    public async Task Expired_files_are_removed_on_the_day_after_they_were_first_found_and_nothing_else()
    {
        await DoneAsync("old");
        foreach (var name in new[] { "changes-2027-13-45.jsonl", "notes-2020-01-01.jsonl" }) Private(name);
        _clock.Now = Noon.AddDays(91);
        await DoneAsync("first");
        Assert.Contains("changes-2027-05-04.jsonl", Files());
        _clock.Now = Noon.AddDays(92);
        await DoneAsync("second");
        Assert.Equal(["changes-2027-08-03.jsonl", "changes-2027-08-04.jsonl", "changes-2027-13-45.jsonl", "notes-2020-01-01.jsonl"], Files());
    }

    [Fact]
    public async Task A_file_is_kept_for_ninety_days()
    {
        await DoneAsync("old");
        foreach (var day in new[] { 89, 90 })
        {
            _clock.Now = Noon.AddDays(day);
            await DoneAsync($"{day}");
        }

        Assert.Contains("changes-2027-05-04.jsonl", Files());
    }

    [Theory, InlineData(ChangeOutcome.Unknown), InlineData(ChangeOutcome.Pending)]
    public async Task Unsettled_changes_are_never_removed_nor_what_is_in_their_file(object outcome)
    {
        var entry = New("unsettled");
        await BeginAsync(entry);
        var settled = New("settled on the next day");
        await BeginAsync(settled);
        _clock.Now = Noon.AddDays(1);
        settled.Outcome = ChangeOutcome.Done;
        await Journal().SettleAsync(settled);
        if ((ChangeOutcome)outcome == ChangeOutcome.Unknown)
        {
            entry.Outcome = ChangeOutcome.Unknown;
            await Journal().SettleAsync(entry);
        }

        _clock.Now = Noon.AddDays(2);
        await DoneAsync("done");
        foreach (var day in new[] { 100, 101 })
        {
            _clock.Now = Noon.AddDays(day);
            await DoneAsync($"{day}");
        }

        Assert.Equal("changes-2027-05-04.jsonl", Files()[0]);
        Assert.DoesNotContain("changes-2027-05-06.jsonl", Files());
        Assert.Equal(ChangeOutcome.Done, (await ReadAsync()).Single(change => change.Id == settled.Id).Outcome);
    }

    [Fact]
    public async Task A_run_with_a_clock_that_is_95_days_ahead_removes_nothing()
    {
        await DoneAsync("today");
        _clock.Now = Noon.AddDays(95);
        await DoneAsync("ahead");
        _clock.Now = Noon.AddDays(95).AddHours(2);
        await DoneAsync("ahead again");
        _clock.Now = Noon.AddDays(1);
        await DoneAsync("tomorrow");
        _clock.Now = Noon.AddDays(95).AddHours(5);
        await DoneAsync("ahead once more");
        Assert.Equal(5, (await ReadAsync()).Count);
    }

    [Fact]
    public async Task A_running_write_is_pending_whatever_the_clock_does()
    {
        await BeginAsync(New("x"));
        _clock.Now = Noon.AddSeconds(-10);

        Assert.Equal(ChangeOutcome.Pending, Assert.Single(await ReadAsync()).Outcome);
        Assert.True(ProcessMark.Own.IsRunning());
        var stepped = new ProcessMark
        {
            Id = Environment.ProcessId, Machine = Environment.MachineName, Birth = ProcessMark.Own.Birth, Started = ProcessMark.Own.Started.AddSeconds(10),
        };
        Assert.Equal(stepped.Birth is not null, stepped.IsRunning());
    }

    [Theory]
    [InlineData("other", "1/1")]
    [InlineData(null, "1/1")]
    public void A_process_of_another_machine_or_birth_has_ended(string? machine, string birth) => Assert.False(new ProcessMark
    {
        Id = Environment.ProcessId, Machine = machine ?? Environment.MachineName, Birth = birth, Started = default,
    }.IsRunning());

    [Fact]
    public async Task Only_its_user_may_read_it()
    {
        await DoneAsync("secret");

        if (OperatingSystem.IsWindows()) return; // the folder's access list keeps others out there; these are the modes of other systems
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Directory.GetFiles(_folder["journal"], "*.jsonl").Single()));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder["journal"]));
    }

    public static TheoryData<string> Weaknesses => ["world-writable folder", "group-writable folder", "link for a folder", "world-writable file", "link for a file", "link for the lock", "folder in a world-writable folder"];

    [Theory]
    [MemberData(nameof(Weaknesses))]
    public async Task A_folder_or_file_that_others_may_write_and_a_link_are_refused(string weakness)
    {
        if (OperatingSystem.IsWindows()) return; // modes of other systems; Windows has access lists
        await DoneAsync("mine");
        var file = Directory.GetFiles(_folder["journal"], "*.jsonl").Single();
        const UnixFileMode all = (UnixFileMode)0b111_111_111;
        switch (weakness)
        {
            case "world-writable folder": File.SetUnixFileMode(_folder["journal"], all); break;
            case "group-writable folder": File.SetUnixFileMode(_folder["journal"], (UnixFileMode)0b111_111_000); break;
            case "world-writable file": File.SetUnixFileMode(file, all); break;
            case "folder in a world-writable folder": File.SetUnixFileMode(_folder.Path, all); break;
            case "link for a folder": Replace(_folder["journal"], Directory.Move, (path, target) => Directory.CreateSymbolicLink(path, target)); break;
            case "link for the lock": Replace(Path.Combine(_folder["journal"], "journal.lock"), File.Move, (path, target) => File.CreateSymbolicLink(path, target)); break;
            default: Replace(file, File.Move, (path, target) => File.CreateSymbolicLink(path, target)); break;
        }

        var error = await Assert.ThrowsAsync<RestException>(() => BeginAsync(New("x")));
        Assert.Equal(ErrorCode.JournalNotWritable, error.ErrorCode);
        Assert.Contains("FASTTRACKFPX_JOURNAL", error.RecommendedAction);
        if (weakness == "link for the lock") return;
        Assert.Equal(ErrorCode.JournalNotReadable, (await Assert.ThrowsAsync<RestException>(() => Journal().ReadAsync(null, default))).ErrorCode);

        static void Replace(string path, Action<string, string> move, Action<string, string> link)
        {
            move(path, path + "-target");
            link(path, path + "-target");
        }
    }

    [Fact]
    public async Task A_folder_of_another_user_is_refused()
    {
        if (OperatingSystem.IsWindows() || geteuid() != 0) return; // only root can make one
        await DoneAsync("mine");
        Assert.Equal(0, chown(_folder["journal"], 65534, 65534));

        var error = await Assert.ThrowsAsync<RestException>(() => BeginAsync(New("x")));

        Assert.Contains("belongs to another user", error.Message);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_created_says_why_and_what_to_do()
    {
        await File.WriteAllTextAsync(_folder["taken"], string.Empty);
        var error = await Assert.ThrowsAsync<RestException>(() => new ChangeJournal(_folder["taken"], _clock).BeginAsync(New("x"), default));
        Assert.Equal(ErrorCode.JournalNotWritable, error.ErrorCode);
        Assert.Contains(_folder["taken"], error.Message);
        Assert.Contains("-NoJournal", error.RecommendedAction);
    }

#pragma warning disable SYSLIB1054, CA2101, IDE1006 // two calls of a test
    [DllImport("libc")]
    private static extern uint geteuid();

    [DllImport("libc", CharSet = CharSet.Ansi)]
    private static extern int chown(string path, uint owner, uint group);
#pragma warning restore

    private ChangeJournal Journal() => new(_folder["journal"], _clock);

    private void Private(string name)
    {
        var path = Path.Combine(_folder["journal"], name);
        File.WriteAllText(path, string.Empty);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private string[] Files() => [.. Directory.GetFiles(_folder["journal"], "*.jsonl").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static JournalEntry New(string summary) => new() { Kind = "TestNew", Summary = summary };

    private async Task BeginAsync(JournalEntry entry)
    {
        (entry.Id, entry.Time) = (Guid.NewGuid(), _clock.GetUtcNow());
        await Journal().BeginAsync(entry, default);
    }

    private async Task<JournalEntry> DoneAsync(string name)
    {
        var entry = New(name);
        await BeginAsync(entry);
        entry.Outcome = ChangeOutcome.Done;
        await Journal().SettleAsync(entry);
        return entry;
    }

    private async Task<IReadOnlyList<JournalEntry>> ReadAsync(DateTimeOffset? since = null) => (await Journal().ReadAsync(since, default)).Entries;
}
