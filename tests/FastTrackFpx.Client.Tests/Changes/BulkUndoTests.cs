using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Client.Changes;
using FastTrackFpx.Client.Connection;
using FastTrackFpx.Client.Contacts;
using FastTrackFpx.Client.Entitlements;
using FastTrackFpx.Client.Journal;
using FastTrackFpx.Client.Paging;
using FastTrackFpx.Client.Tests.Bench;
using FastTrackFpx.Client.Tests.Journal;

namespace FastTrackFpx.Client.Tests.Changes;

/// <summary>What was changed for two hundred tenants is taken back, and the service is as it was.</summary>
public sealed class BulkUndoTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_hundred_tenants_are_changed_and_put_back_to_the_byte()
    {
        await using var sandbox = await SandboxSession.StartAsync(options =>
        {
            options.RequestsPerMinute = 0;
            options.Tenants = 200;
        });
        var client = sandbox.Connect(options => options.TimeProvider = new FastClock());
        var tenants = await client.Tenants.List(ReadRange.All).ToListAsync();
        var journal = new ChangeJournal(_folder["journal"]);
        var writes = client.Writing(new WriteContext { Journal = journal });
        var template = await ThousandWritesTests.TemplateAsync(client);
        var before = sandbox.Service.Export();
        var changed = new ConcurrentBag<Guid>();

        await Parallel.ForEachAsync(tenants, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (tenant, end) =>
        {
            if (await ChangeAsync(client, writes, tenant.TenantId, template, end))
                changed.Add(tenant.TenantId);
        });

        Assert.True(changed.Count > 150, $"Only {changed.Count} tenants were changed.");
        Assert.NotEqual(before, sandbox.Service.Export());
        foreach (var change in (await journal.ReadAsync(null, CancellationToken.None)).Changes)
        {
            var plan = await writes.PlanUndoAsync(change, force: false, CancellationToken.None);
            await plan.RunAsync(CancellationToken.None);
        }

        Assert.Equal(before, sandbox.Service.Export());
        var entries = (await journal.ReadAsync(null, CancellationToken.None)).Changes;
        Assert.All(entries.Where(entry => entry.Undoes is null), entry => Assert.NotNull(entry.UndoneBy));
    }

    /// <summary>Moves seats, makes a contact, changes it, and removes one that was there.</summary>
    private static async Task<bool> ChangeAsync(FpxClient client, FpxWrites writes, Guid tenantId, ContactChange template, CancellationToken end)
    {
        var seats = await client.Entitlements.GetMaxAsync(tenantId, [], end);
        foreach (var service in seats.Where(seat => seat.MaxEntitlementSeatCount > 3).Take(2))
        {
            var facts = await writes.Entitlements.ReadFactsAsync(tenantId, new FpxLookup { Id = service.ServiceId, Name = service.ServiceName }, end);
            if (facts.Current.FirstOrDefault(record => record.EntitlementCount > 1) is not { } source)
                continue;
            var target = facts.L1Statuses.First(l1 => l1.Id != source.L1!.Id);
            var plan = EntitlementPlanner.FromMove(facts, source.L1!, target, 1);
            await writes.Entitlements.SetAsync(plan, force: false, end);
        }

        var made = (await writes.Contacts.NewAsync(tenantId, ThousandWritesTests.Named(template, "Ada"), end)).Value;
        var renamed = new ContactChange();
        renamed.Set(ContactField.Find("Title")!, "Director");
        await writes.Contacts.SetAsync(made.ContactId, made, renamed, end);
        return seats.Count > 0;
    }
}
