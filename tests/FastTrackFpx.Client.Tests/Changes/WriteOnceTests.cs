using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Changes;
using FastTrackFpx.Contacts;
using FastTrackFpx.Journal;
using FastTrackFpx.Rest.Errors;

namespace FastTrackFpx.Client.Tests.Changes;

/// <summary>A write is carried out once, whatever becomes of its answer.</summary>
public class WriteOnceTests
{
    private static readonly FpxLookup General = new() { Id = "1", Name = "General" };

    [Theory]
    [InlineData("Lost", 1)]
    [InlineData("Late", 1)]
    [InlineData("BadGateway", 2)]
    [InlineData("Unavailable", 2)]
    [InlineData("Unavailable Lost", 2)]
    public async Task A_new_contact_is_made_once(string fates, int sendings)
    {
        await using var service = await ForgetfulService.StartAsync(Fates(fates));

        var result = await service.Writes.Contacts.NewAsync(ForgetfulService.Tenant, Fields(("Name", "Ada")), CancellationToken.None);

        Assert.Equal("Ada", Assert.Single(service.Contacts)["name"]!.GetValue<string>());
        Assert.Equal(sendings, service.WriteRequests.Count());
        var entry = await service.JournaledAsync();
        Assert.Equal((FpxChangeOutcome.Done, FpxChangeKind.ContactNew), (entry.Outcome, entry.Kind));
        Assert.Equal(result.Value.ContactId, entry.ContactId);
        Assert.Equal(Guid.Parse(service.Contacts[0]["contactId"]!.ToString()), entry.ContactId);
    }

    [Fact]
    public async Task Two_equal_notes_are_two_notes_even_when_both_answers_are_lost()
    {
        await using var service = await ForgetfulService.StartAsync(Fate.Lost, Fate.Lost, Fate.BadGateway, Fate.Answered);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ =>
            service.Writes.Notes.NewAsync(ForgetfulService.Tenant, General, "same\r\ntext", CancellationToken.None)));

        Assert.Equal(3, service.Notes.Count);
        Assert.Equal(4, service.WriteRequests.Count());
    }

    [Fact]
    public async Task A_record_that_was_there_before_is_not_taken_for_ours()
    {
        await using var service = await ForgetfulService.StartAsync(Fate.Unavailable);
        service.AddContact("Ada", DateTimeOffset.UtcNow.AddDays(-1));

        await service.Writes.Contacts.NewAsync(ForgetfulService.Tenant, Fields(("Name", "Ada")), CancellationToken.None);

        Assert.Equal(2, service.Contacts.Count);
    }

    [Fact]
    public async Task A_change_that_was_lost_is_found_and_one_that_was_not_carried_out_is_sent_again()
    {
        await using var service = await ForgetfulService.StartAsync(Fate.BadGateway, Fate.Lost);
        var before = await OnlyContact(service);

        var result = await service.Writes.Contacts.SetAsync(before.ContactId, before, Fields(("Title", "Director")), CancellationToken.None);

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
            service.Writes.Contacts.SetAsync(before.ContactId, before, Fields(("Title", "Director")), CancellationToken.None));

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

        await service.Writes.Contacts.RemoveAsync(before.ContactId, before, CancellationToken.None);

        Assert.Empty(service.Contacts);
        Assert.Equal("Ada", (await service.JournaledAsync()).Before!.Contact!.Name);
    }

    [Fact]
    public async Task Without_anything_to_read_back_the_outcome_stays_open()
    {
        await using var service = await ForgetfulService.StartAsync(Fate.Lost);
        var contact = await OnlyContact(service);

        var error = await Assert.ThrowsAsync<RequestException>(() =>
            service.Writes.Contacts.SetAsync(contact.ContactId, before: null, Fields(("Title", "Director")), CancellationToken.None));

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
            service.Writes.Contacts.NewAsync(ForgetfulService.Tenant, Fields(("Name", "Ada")), CancellationToken.None));

        Assert.Equal(FpxErrorCode.WriteUnsettled, error.ErrorCode);
        Assert.Contains("Reading back failed as well", error.Message);
        Assert.Single(service.Contacts);
    }

    [Fact]
    public async Task A_write_that_is_never_carried_out_ends_and_says_that_nothing_was_changed()
    {
        await using var service = await ForgetfulService.StartAsync([.. Enumerable.Repeat(Fate.Unavailable, 20)]);

        var error = await Assert.ThrowsAsync<RequestException>(() =>
            service.Writes.Contacts.NewAsync(ForgetfulService.Tenant, Fields(("Name", "Ada")), CancellationToken.None));

        Assert.Equal(FpxErrorCode.ServiceFailed, error.ErrorCode);
        Assert.Equal(5, service.WriteRequests.Count());
        Assert.Equal(FpxChangeOutcome.Failed, (await service.JournaledAsync()).Outcome);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_stops_the_write()
    {
        await using var service = await ForgetfulService.StartAsync();
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["taken"], string.Empty);
        var writes = service.Client.Writing(new WriteContext { Journal = new ChangeJournal(folder["taken"]) });

        var error = await Assert.ThrowsAsync<RestException>(() =>
            writes.Contacts.NewAsync(ForgetfulService.Tenant, Fields(("Name", "Ada")), CancellationToken.None));

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
            service.Writes.Contacts.NewAsync(ForgetfulService.Tenant, Fields(("Name", "Ada")), cancel.Token));
        var entry = await service.JournaledAsync();
        Assert.Equal(FpxChangeOutcome.Unknown, entry.Outcome);

        var resolver = await service.Writes.StartResolvingAsync(CancellationToken.None);
        await resolver.ResolveAsync(entry, CancellationToken.None);

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
