using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Client.Tests.Bench;
using FastTrackFpx.Contacts;
using FastTrackFpx.Rest.Changes;

namespace FastTrackFpx.Client.Tests.Changes;

/// <summary>A write is carried out once, whatever becomes of its answer.</summary>
public class WriteOnceTests
{
    private static readonly FpxLookup General = new() { Id = "1", Name = "General" };

    [Theory]
    [InlineData("Answered")]
    [InlineData("Lost")]
    [InlineData("Late")]
    public async Task A_new_contact_is_made_once(string fates)
    {
        await using var service = await ForgetfulService.StartAsync(Fates(fates));

        var result = await service.Writes.NewContactAsync(ForgetfulService.Tenant, Fields(("Name", "Ada")), CancellationToken.None);

        Assert.Equal("Ada", Assert.Single(service.Contacts)["name"]!.GetValue<string>());
        Assert.Single(service.WriteRequests);
        var entry = await service.JournaledAsync();
        Assert.Equal((FpxChangeOutcome.Done, FpxChangeKind.ContactNew), (entry.Outcome, entry.Kind));
        Assert.Equal(result.Value.ContactId, entry.ContactId);
        Assert.Equal(Guid.Parse(service.Contacts[0]["contactId"]!.ToString()), entry.ContactId);
    }

    [Theory]
    [InlineData("BadGateway")]
    [InlineData("Unavailable")]
    public async Task A_create_that_is_not_there_is_not_sent_again_and_settled_when_it_arrives(string fates)
    {
        await using var service = await ForgetfulService.StartAsync(Fates(fates));

        var error = await Assert.ThrowsAsync<RequestException>(() => service.Writes.NewContactAsync(ForgetfulService.Tenant, Fields(("Name", "Ada")), CancellationToken.None));

        Assert.Equal((FpxErrorCode.WriteUnsettled, 1), (error.ErrorCode, service.WriteRequests.Count()));
        Assert.Equal(FpxChangeOutcome.Unknown, (await service.JournaledAsync()).Outcome);
        await service.ResolveAsync();
        Assert.Equal(FpxChangeOutcome.Unknown, (await service.JournaledAsync()).Outcome);
        service.AddContact("Ada");
        await service.ResolveAsync();
        Assert.Equal(FpxChangeOutcome.Done, (await service.JournaledAsync()).Outcome);
    }

    [Fact]
    public async Task Equal_notes_are_told_apart_as_long_as_each_outcome_is_known()
    {
        await using var service = await ForgetfulService.StartAsync(Fate.Lost, Fate.Lost, Fate.Answered);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ =>
            service.Writes.NewNoteAsync(ForgetfulService.Tenant, General, "same\r\ntext", CancellationToken.None)));

        Assert.Equal((3, 3), (service.Notes.Count, service.WriteRequests.Count()));
        Assert.All((await service.Journal.ReadAsync(null, default)).Entries, entry => Assert.Equal(ChangeOutcome.Done, entry.Outcome));
    }

    [Fact]
    public async Task A_lost_note_beside_one_of_unknown_outcome_is_unknown_too()
    {
        await using var service = await ForgetfulService.StartAsync(Fate.BadGateway, Fate.Lost);
        await Assert.ThrowsAsync<RequestException>(() => service.Writes.NewNoteAsync(ForgetfulService.Tenant, General, "same", CancellationToken.None));

        var error = await Assert.ThrowsAsync<RequestException>(() => service.Writes.NewNoteAsync(ForgetfulService.Tenant, General, "same", CancellationToken.None));

        Assert.Contains("cannot be distinguished", error.Message);
        Assert.Single(service.Notes);
    }

    [Fact]
    public async Task A_record_that_was_there_before_is_not_taken_for_ours()
    {
        await using var service = await ForgetfulService.StartAsync(Fate.Unavailable);
        service.AddContact("Ada", DateTimeOffset.UtcNow.AddDays(-1));

        await Assert.ThrowsAsync<RequestException>(() => service.Writes.NewContactAsync(ForgetfulService.Tenant, Fields(("Name", "Ada")), CancellationToken.None));

        Assert.Single(service.Contacts);
        Assert.Equal(FpxChangeOutcome.Unknown, (await service.JournaledAsync()).Outcome);
    }

    [Fact]
    public async Task A_service_that_trims_composes_and_lower_cases_is_found_to_hold_what_was_sent()
    {
        await using var service = await ForgetfulService.StartAsync(Fate.Lost);
        service.Store = contact =>
        {
            contact["name"] = contact["name"]!.GetValue<string>().Trim().Normalize();
            contact["email"] = contact["email"]!.GetValue<string>().ToLowerInvariant();
        };

        var made = await service.Writes.NewContactAsync(ForgetfulService.Tenant, Fields(("Name", " Rene\u0301 "), ("Email", "Rene@Example.com")), CancellationToken.None);

        Assert.Equal("Ren\u00e9", made.Value.Name);
        Assert.Single(service.Contacts);
    }

    [Fact]
    public async Task A_change_that_was_lost_is_found_and_one_that_was_not_carried_out_is_sent_again()
    {
        await using var service = await ForgetfulService.StartAsync(Fate.BadGateway, Fate.Lost);
        var before = await OnlyContact(service);

        var result = await service.Writes.SetContactAsync(before.ContactId, before, Fields(("Title", "Director")), CancellationToken.None);

        Assert.Equal("Director", result.Value.Title);
        Assert.Equal(2, service.WriteRequests.Count());
        Assert.Equal(FpxChangeOutcome.Done, (await service.JournaledAsync()).Outcome);
    }

    [Fact]
    public async Task A_record_that_somebody_else_changed_meanwhile_is_an_error_that_says_what_stands_there()
    {
        await using var service = await ForgetfulService.StartAsync(Fate.Overtaken);
        var before = await OnlyContact(service);

        var error = await Assert.ThrowsAsync<RequestException>(() =>
            service.Writes.SetContactAsync(before.ContactId, before, Fields(("Title", "Director")), CancellationToken.None));

        Assert.Equal(FpxErrorCode.WriteMismatch, error.ErrorCode);
        Assert.Contains("It has Title 'Somebody else's'.", error.Message);
        Assert.Contains("Title none -> 'Director'", error.Message);
        Assert.Equal(FpxChangeOutcome.Unknown, (await service.JournaledAsync()).Outcome);
    }

    [Fact]
    public async Task A_removal_that_was_lost_is_found_gone()
    {
        await using var service = await ForgetfulService.StartAsync(Fate.Lost);
        var before = await OnlyContact(service);

        await service.Writes.RemoveContactAsync(before.ContactId, before, CancellationToken.None);

        Assert.Empty(service.Contacts);
        Assert.Equal("Ada", (await service.JournaledAsync()).Before!.Contact!.Name);
    }

    [Fact]
    public async Task Without_anything_to_read_back_the_outcome_stays_open()
    {
        await using var service = await ForgetfulService.StartAsync(Fate.Lost);
        var contact = await OnlyContact(service);

        var error = await Assert.ThrowsAsync<RequestException>(() =>
            service.Writes.SetContactAsync(contact.ContactId, before: null, Fields(("Title", "Director")), CancellationToken.None));

        Assert.Equal(FpxErrorCode.WriteUnsettled, error.ErrorCode);
        Assert.Single(service.WriteRequests);
        Assert.Equal(FpxChangeOutcome.Unknown, (await service.JournaledAsync()).Outcome);
    }

    [Fact]
    public async Task Reading_back_that_fails_leaves_the_outcome_open_and_says_both_failures()
    {
        await using var service = await ForgetfulService.StartAsync(Fate.Lost);
        service.Before = async (context, _) =>
        {
            if (context.Request.Method != "GET")
                return false;
            await OddServer.TextAsync(context, "no", "text/plain", 500);
            return true;
        };

        var error = await Assert.ThrowsAsync<RequestException>(() =>
            service.Writes.NewContactAsync(ForgetfulService.Tenant, Fields(("Name", "Ada")), CancellationToken.None));

        Assert.Equal(FpxErrorCode.WriteUnsettled, error.ErrorCode);
        Assert.Contains("Reading back failed as well", error.Message);
        Assert.Single(service.Contacts);
    }

    [Fact]
    public async Task A_change_that_is_never_carried_out_is_sent_five_times_and_stays_unknown()
    {
        await using var service = await ForgetfulService.StartAsync([.. Enumerable.Repeat(Fate.Unavailable, 20)]);
        var before = await OnlyContact(service);

        var error = await Assert.ThrowsAsync<RequestException>(() =>
            service.Writes.SetContactAsync(before.ContactId, before, Fields(("Title", "Director")), CancellationToken.None));

        Assert.Equal(FpxErrorCode.WriteUnsettled, error.ErrorCode);
        Assert.Equal(5, service.WriteRequests.Count());
        Assert.Equal(FpxChangeOutcome.Unknown, (await service.JournaledAsync()).Outcome);
    }

    [Fact]
    public async Task A_session_that_ends_during_a_write_leaves_it_unknown()
    {
        await using var service = await ForgetfulService.StartAsync();
        service.Before = async (context, _) =>
        {
            if (context.Request.Method == "GET") return false;
            service.Client.Dispose();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };

        var error = await Assert.ThrowsAsync<RequestException>(() => service.Writes.NewContactAsync(ForgetfulService.Tenant, Fields(("Name", "Ada")), CancellationToken.None));

        Assert.Equal(FpxErrorCode.WriteUnsettled, error.ErrorCode);
        Assert.Equal(FpxChangeOutcome.Unknown, (await service.JournaledAsync()).Outcome);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_stops_the_write()
    {
        await using var service = await ForgetfulService.StartAsync();
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["taken"], string.Empty);
        var writes = service.Client.Writing(new WriteContext { Journal = new ChangeJournal(folder["taken"]) });

        var error = await Assert.ThrowsAsync<RestException>(() =>
            writes.NewContactAsync(ForgetfulService.Tenant, Fields(("Name", "Ada")), CancellationToken.None));

        Assert.Equal(FpxErrorCode.JournalNotWritable, error.ErrorCode);
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task A_cancelled_write_reads_as_unknown_and_is_settled_by_asking()
    {
        await using var service = await ForgetfulService.StartAsync();
        using var cancel = new CancellationTokenSource();
        service.Before = async (context, _) =>
        {
            if (context.Request.Method == "GET")
                return false;
            await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            service.Writes.NewContactAsync(ForgetfulService.Tenant, Fields(("Name", "Ada")), cancel.Token));
        var entry = await service.JournaledAsync();
        Assert.Equal(FpxChangeOutcome.Unknown, entry.Outcome);

        await service.ResolveAsync();
        Assert.Equal(FpxChangeOutcome.Unknown, (await service.JournaledAsync()).Outcome);

        // Nothing is on its way for a day.
        service.Clock.Advance(TimeSpan.FromDays(2));
        await service.ResolveAsync();
        Assert.Equal(FpxChangeOutcome.Failed, (await service.JournaledAsync()).Outcome);
    }

    private static Fate[] Fates(string text) => [.. text.Split(' ').Select(Enum.Parse<Fate>)];

    private static async Task<FpxContact> OnlyContact(ForgetfulService service)
    {
        var id = Guid.Parse(service.AddContact("Ada")["contactId"]!.ToString());
        return (await service.Writes.Contacts.FindAsync(ForgetfulService.Tenant, id, null, CancellationToken.None))!;
    }

    private static ContactChange Fields(params (string Field, object? Value)[] fields)
    {
        var change = new ContactChange();
        foreach (var (field, value) in fields)
            change.Set(ContactField.Find(field)!, value);
        return change;
    }
}
