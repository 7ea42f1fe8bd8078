using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Journal;
using FastTrackFpx.Rest.Errors;

namespace FastTrackFpx.Client.Tests.Journal;

public sealed class ChangeJournalTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2027, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();
    private readonly TestClock _clock = new(Noon);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_change_is_on_the_disk_before_its_call_and_settled_after_it()
    {
        var journal = Journal();
        var change = NewContact("Ada");

        await journal.BeginAsync(change, CancellationToken.None);
        var file = Assert.Single(Directory.GetFiles(journal.Folder, "*.jsonl"));
        Assert.Equal("changes-2027-05-04.jsonl", Path.GetFileName(file));
        Assert.Single(File.ReadAllLines(file));
        Assert.Equal(FpxChangeOutcome.Pending, (await ReadOne(journal)).Outcome);

        _clock.SetUtcNow(Noon.AddSeconds(2));
        change.Outcome = FpxChangeOutcome.Done;
        change.ContactId = Guid.NewGuid();
        change.After!.Contact!.ContactId = change.ContactId.Value;
        await journal.SettleAsync(change);

        var read = await ReadOne(journal);
        Assert.Equal((FpxChangeOutcome.Done, Noon, Noon.AddSeconds(2)), (read.Outcome, read.Time, read.Settled));
        Assert.Equal(change.ContactId, read.ContactId);
        Assert.Equal(change.ContactId, read.After!.Contact!.ContactId);
    }

    [Fact]
    public async Task Every_kind_of_state_comes_back_as_it_went_in()
    {
        var journal = Journal();
        var change = new FpxChange
        {
            Kind = FpxChangeKind.EntitlementSet,
            Cmdlet = "Set-FpxEntitlement",
            ConnectionName = "prod",
            BaseUri = new Uri("https://127.0.0.1:7443"),
            TenantId = Guid.NewGuid(),
            ServiceId = "14",
            PartnerReferralId = Guid.NewGuid(),
            Undoes = Guid.NewGuid(),
            Summary = "In Progress: 50 -> 40 seats",
            Before = new FpxChangeState
            {
                Entitlements = new FpxList<FpxEntitlement>(
                [
                    new FpxEntitlement
                    {
                        ServiceIntentId = Guid.NewGuid(),
                        L1 = new FpxLookup { Id = "x", Name = "In Progress" },
                        EntitlementCount = 50,
                        TargetDate = Noon,
                        Notes = "one\r\ntwo ż \U0001F600",
                    },
                ]),
            },
            After = new FpxChangeState
            {
                Contact = new FpxContact { Services = new FpxList<FpxLookup>([new FpxLookup { Id = "4" }]), IsEngaged = false },
                Note = new FpxNote { Text = "t", NoteCategory = new FpxLookup { Id = "1" } },
                Referral = new FpxReferral { ReferralId = 7, Workloads = new FpxList<FpxReferralWorkload>([new FpxReferralWorkload { Claimed = true }]) },
            },
        };
        await journal.BeginAsync(change, CancellationToken.None);

        var read = await ReadOne(journal);

        Assert.Equivalent(change, read);
    }

    [Fact]
    public async Task The_newest_change_comes_first_and_a_filter_by_time_keeps_ends_of_later_days()
    {
        var journal = Journal();
        var first = await Done(journal, "first");
        _clock.SetUtcNow(Noon.AddHours(11.9));
        var second = NewContact("second");
        await journal.BeginAsync(second, CancellationToken.None);
        _clock.SetUtcNow(Noon.AddHours(13));
        second.Outcome = FpxChangeOutcome.Failed;
        second.Error = "no";
        await journal.SettleAsync(second);

        Assert.Equal(2, Directory.GetFiles(journal.Folder, "*.jsonl").Length);
        Assert.Equal([second.ChangeId, first.ChangeId], await Ids(journal, since: null));
        Assert.Equal([second.ChangeId], await Ids(journal, since: Noon.AddHours(1)));
        var content = await journal.ReadAsync(Noon.AddHours(1), CancellationToken.None);
        Assert.Equal((FpxChangeOutcome.Failed, "no"), (content.Changes[0].Outcome, content.Changes[0].Error));
    }

    [Fact]
    public async Task What_was_taken_back_says_by_which_change()
    {
        var journal = Journal();
        var change = await Done(journal, "change");
        var undo = NewContact("undo");
        undo.Undoes = change.ChangeId;
        await journal.BeginAsync(undo, CancellationToken.None);
        Assert.Null((await Read(journal)).Single(entry => entry.ChangeId == change.ChangeId).UndoneBy);

        undo.Outcome = FpxChangeOutcome.Done;
        await journal.SettleAsync(undo);

        Assert.Equal(undo.ChangeId, (await Read(journal)).Single(entry => entry.ChangeId == change.ChangeId).UndoneBy);
    }

    [Fact]
    public async Task A_cut_off_last_line_harms_neither_reading_nor_the_next_line()
    {
        var journal = Journal();
        var whole = await Done(journal, "whole");
        var file = Directory.GetFiles(journal.Folder, "*.jsonl").Single();
        await File.AppendAllTextAsync(file, """{"v":1,"event":"Begin","id":"6f0a""");

        var content = await journal.ReadAsync(null, CancellationToken.None);
        Assert.Equal(whole.ChangeId, Assert.Single(content.Changes).ChangeId);
        Assert.Equal(1, content.UnreadableLines);

        await Done(journal, "next");
        Assert.Equal(["next", "whole"], (await Read(journal)).Select(change => change.Summary).Order());
    }

    [Fact]
    public async Task Files_older_than_ninety_days_go_and_nothing_else()
    {
        var journal = Journal();
        Directory.CreateDirectory(journal.Folder);
        string[] names = ["changes-2027-02-02.jsonl", "changes-2027-02-03.jsonl", "changes-2027-13-45.jsonl", "notes-2020-01-01.jsonl"];
        foreach (var name in names)
            await File.WriteAllTextAsync(Path.Combine(journal.Folder, name), string.Empty);

        await Done(journal, "today");

        Assert.Equal(
            ["changes-2027-02-03.jsonl", "changes-2027-05-04.jsonl", "changes-2027-13-45.jsonl", "notes-2020-01-01.jsonl"],
            Directory.GetFiles(journal.Folder, "*.jsonl").Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Only_its_user_may_read_it()
    {
        var journal = Journal();
        await Done(journal, "secret");

        if (OperatingSystem.IsWindows())
            return; // the folder's access list keeps others out there; these are the modes of other systems
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Directory.GetFiles(journal.Folder, "*.jsonl").Single()));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(journal.Folder));
    }

    [Fact]
    public async Task A_journal_that_cannot_be_made_says_why_and_what_to_do()
    {
        await File.WriteAllTextAsync(_folder["taken"], string.Empty);
        var journal = new ChangeJournal(_folder["taken"], _clock);

        var error = await Assert.ThrowsAsync<RestException>(() => journal.BeginAsync(NewContact("x"), CancellationToken.None));

        Assert.Equal(FpxErrorCode.JournalNotWritable, error.ErrorCode);
        Assert.Contains(_folder["taken"], error.Message);
        Assert.Contains("-NoJournal", error.RecommendedAction);
    }

    [Fact]
    public async Task A_full_disk_stops_the_write()
    {
        if (!File.Exists("/dev/full"))
            return; // the device that is always full is Linux's alone
        var journal = Journal();
        Directory.CreateDirectory(journal.Folder);
        File.CreateSymbolicLink(Path.Combine(journal.Folder, "changes-2027-05-04.jsonl"), "/dev/full");

        var error = await Assert.ThrowsAsync<RestException>(() => journal.BeginAsync(NewContact("x"), CancellationToken.None));

        Assert.Equal(FpxErrorCode.JournalNotWritable, error.ErrorCode);
        Assert.Contains("space", error.Message);
    }

    [Fact]
    public async Task An_outcome_that_could_not_be_noted_is_noted_before_the_next_write()
    {
        var journal = Journal();
        var change = NewContact("Ada");
        await journal.BeginAsync(change, CancellationToken.None);
        change.Outcome = FpxChangeOutcome.Done;
        _clock.SetUtcNow(Noon.AddDays(1));
        string taken = Directory.CreateDirectory(Path.Combine(journal.Folder, "changes-2027-05-05.jsonl")).FullName;
        await Assert.ThrowsAsync<RestException>(() => journal.SettleAsync(change));
        Directory.Delete(taken);
        Assert.Equal(FpxChangeOutcome.Pending, Assert.Single(await Read(journal)).Outcome);

        await journal.BeginAsync(NewContact("Grace"), CancellationToken.None);

        Assert.Equal(FpxChangeOutcome.Done, (await Read(journal)).Single(entry => entry.Summary == "Ada").Outcome);
    }

    private ChangeJournal Journal() => new(_folder["journal"], _clock);

    private static FpxChange NewContact(string name) => new()
    {
        Kind = FpxChangeKind.ContactNew,
        Summary = name,
        After = new FpxChangeState { Contact = new FpxContact { Name = name } },
    };

    private static async Task<FpxChange> Done(ChangeJournal journal, string name)
    {
        var change = NewContact(name);
        await journal.BeginAsync(change, CancellationToken.None);
        change.Outcome = FpxChangeOutcome.Done;
        await journal.SettleAsync(change);
        return change;
    }

    private static async Task<IReadOnlyList<FpxChange>> Read(ChangeJournal journal) => (await journal.ReadAsync(null, CancellationToken.None)).Changes;

    private static async Task<FpxChange> ReadOne(ChangeJournal journal) => Assert.Single(await Read(journal));

    private static async Task<IEnumerable<Guid>> Ids(ChangeJournal journal, DateTimeOffset? since) =>
        (await journal.ReadAsync(since, CancellationToken.None)).Changes.Select(change => change.ChangeId);
}
