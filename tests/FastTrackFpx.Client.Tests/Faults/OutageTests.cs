using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Changes;
using FastTrackFpx.Client.Tests.Bench;
using FastTrackFpx.Client.Tests.Changes;
using FastTrackFpx.Connection;
using FastTrackFpx.Contacts;
using FastTrackFpx.Rest.Changes;
using FastTrackFpx.Rest.Paging;
using FastTrackFpx.Tenants;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace FastTrackFpx.Client.Tests.Faults;

/// <summary>A service that is away for a minute and comes back at the same address.</summary>
[Trait("Category", "Slow")]
public sealed class OutageTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_of_reads_and_writes_is_complete_although_the_service_was_away_for_a_minute(bool isWriting)
    {
        var clock = new TestClock(DateTimeOffset.UtcNow);
        TestClock serviceClock = clock.Another();
        await using SandboxSession sandbox = await SandboxSession.StartAsync(options => (options.TimeProvider, options.Tenants, options.InMemory) = (serviceClock, 30, false));
        var waits = new Observed();
        FpxClient client = sandbox.Connect(options => options.TimeProvider = clock).ObservedBy(waits);
        List<FpxTenant> tenants = await client.Tenants.List(ReadRange.All).ToListAsync();
        ContactChange template = await ContactTemplate.ReadAsync(client);
        FpxWrites writes = client.Writing(new WriteContext());
        using IDisposable pump = clock.MoveOnWhen(() => clock.Waiting > 0);
        DateTimeOffset stopped = default, back = default;
        for (int i = 0; i < tenants.Count; i++)
        {
            if (i == tenants.Count / 2)
            {
                await sandbox.StopAsync();
                stopped = clock.Now;
                using ITimer restart = serviceClock.CreateTimer(
                    _ =>
                    {
                        // The clock stands still meanwhile.
                        sandbox.StartAgainAsync().GetAwaiter().GetResult();
                        back = clock.Now;
                    },
                    null,
                    Away,
                    Timeout.InfiniteTimeSpan);
                await DoAsync(i);
                Assert.Equal(Away, back - stopped);
            }
            else
            {
                await DoAsync(i);
            }
        }

        string export = sandbox.Service.Export();
        Assert.All(Enumerable.Range(0, isWriting ? tenants.Count : 0), number => Assert.Equal(2, export.Split($"Person {number}.").Length));
        Assert.All(waits.Waits, wait => Assert.Equal("nothing accepts connections at the service's address", wait.Cause));
        output.WriteLine($"Away for {Away.TotalSeconds} s: waited {string.Join(" + ", waits.Waits.Select(wait => $"{wait.Duration.TotalSeconds:0.0}"))} s.");

        async Task DoAsync(int number)
        {
            Guid tenant = tenants[number].TenantId;
            if (isWriting) await writes.NewContactAsync(tenant, ContactTemplate.Named(template, $"Person {number}."), CancellationToken.None);
            else Assert.NotEmpty(await client.Contacts.List(tenant, new ContactQuery(), ReadRange.All).ToListAsync());
        }
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, FpxErrorCode.ServerCertificateUntrusted)]
    public async Task A_service_that_comes_back_with_another_certificate_is_trusted_by_its_authority_alone(bool trusted, string? error)
    {
        TestClock clock = TestClock.WithoutWaits();
        await using SandboxSession sandbox = await SandboxSession.StartAsync(options => (options.TimeProvider, options.Tenants) = (clock.Another(), 3));
        FpxClient client = sandbox.Connect(options => options.TimeProvider = clock);
        await client.Tenants.List(ReadRange.All).ToListAsync();
        await sandbox.StopAsync();
        await sandbox.StartAgainAsync();
        sandbox.Service.Certificates.SwapServerCertificate(trusted);
        int before = sandbox.Service.Log.Count();

        Task<List<FpxTenant>> reading = client.Tenants.List(ReadRange.All).ToListAsync();

        if (error is null) Assert.Equal(3, (await reading).Count);
        else Assert.Equal(error, (await Assert.ThrowsAsync<NetworkException>(() => reading)).ErrorCode);
        Assert.Equal(trusted ? 1 : 0, sandbox.Service.Log.Count() - before);
    }

    [Theory]
    [InlineData("https://fpx.invalid", FpxErrorCode.HostNotFound)]
    [InlineData(null, FpxErrorCode.ConnectionRefused)]
    public async Task An_address_that_never_answered_is_tried_once_more_and_no_longer(string? address, string error)
    {
        TestClock clock = TestClock.WithoutWaits();
        await using SandboxSession sandbox = await SandboxSession.StartAsync(options => options.Tenants = 1);
        await sandbox.StopAsync();
        FpxClient client = sandbox.Connect(options =>
        {
            options.TimeProvider = clock;
            if (address is not null) options.BaseUri = new Uri(address);
        });

        var failure = await Assert.ThrowsAsync<NetworkException>(() => client.Tenants.List(ReadRange.All).ToListAsync());

        Assert.Equal((error, 2), (failure.ErrorCode, failure.Attempts));
        Assert.NotNull(failure.RecommendedAction);
    }
}
