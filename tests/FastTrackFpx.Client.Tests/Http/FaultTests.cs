using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Client.Connection;
using FastTrackFpx.Client.Paging;
using FastTrackFpx.Client.Tests.Bench;

namespace FastTrackFpx.Client.Tests.Http;

/// <summary>A service that fails in many ways, read as if it did not.</summary>
public class FaultTests
{
    private const string EveryKind = """
        {"seed":11,"rules":[{"name":"any","method":"GET","percent":20,"skip":2,"faults":[
          {"kind":"Status","status":500},{"kind":"Status","status":503},{"kind":"Status","status":408},{"kind":"Status","status":429,"retryAfter":"1"},
          {"kind":"Reset","moment":"Before"},{"kind":"Reset","moment":"Headers"},{"kind":"Reset","moment":"Body"},
          {"kind":"CutOff"},{"kind":"Html"},{"kind":"Gzip"},{"kind":"ContentType"},{"kind":"ClockSkew","seconds":3600},{"kind":"Delay","moment":"Headers","seconds":0.1}]}]}
        """;

    [Fact]
    public async Task One_call_in_five_fails_in_some_way_and_every_answer_is_right()
    {
        await using SandboxSession sandbox = await SandboxSession.StartAsync(options => (options.Tenants, options.Faults) = (150, EveryKind));
        FpxClient client = sandbox.Connect();
        List<FpxTenant> tenants = await client.Tenants.List(ReadRange.All).ToListAsync();
        using var turns = new SemaphoreSlim(24);

        FpxTenant[] again = await Task.WhenAll(tenants.Select(async tenant =>
        {
            await turns.WaitAsync();
            try
            {
                return await client.Tenants.GetBasicAsync(tenant.TenantId, CancellationToken.None);
            }
            finally
            {
                turns.Release();
            }
        }));

        Assert.Equal(tenants.Select(tenant => (tenant.TenantId, tenant.Name)), again.Select(tenant => (tenant.TenantId, tenant.Name)));
        Assert.InRange(client.Statistics.Retries, 8, 100);
        Assert.InRange(sandbox.Service.Log.MostInAnyMinute(), 1, 600);
    }

    [Fact]
    public async Task A_service_that_is_away_for_a_while_is_waited_for()
    {
        const string away = """{"seed":1,"rules":[{"percent":100,"skip":1,"times":4,"faults":[{"kind":"Reset","moment":"Before"}]}]}""";
        await using SandboxSession sandbox = await SandboxSession.StartAsync(options => (options.Tenants, options.Faults) = (3, away));
        var clock = new FakeClock(DateTimeOffset.UtcNow);
        FpxClient session = sandbox.Connect(options => options.TimeProvider = clock);
        FpxClient client = session.ObservedBy(new TimeTraveller(clock));
        await client.Lookups.GetTimeZonesAsync(false, CancellationToken.None);

        Assert.Equal(3, (await client.Tenants.List(ReadRange.All).ToListAsync()).Count);
        Assert.Equal(4, client.Statistics.Retries);
    }
}
