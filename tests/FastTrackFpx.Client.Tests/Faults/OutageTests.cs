using FastTrackFpx.Tenants;

namespace FastTrackFpx.Client.Tests.Faults;

/// <summary>A service that is away for a minute and comes back at the same address.</summary>
[Trait("Category", "Slow")]
public sealed class OutageTests
{
    [Theory]
    [InlineData(true, null)]
    [InlineData(false, FpxErrorCode.ServerCertificateUntrusted)]
    public async Task A_service_that_comes_back_with_another_certificate_is_trusted_by_its_authority_alone(bool trusted, string? error)
    {
        TestClock clock = TestClock.WithoutWaits();
        await using SandboxSession sandbox = await SandboxSession.StartAsync(options => (options.TimeProvider, options.Tenants) = (clock.Another(), 3));
        FpxClient client = sandbox.Connect(options => options.TimeProvider = clock);
        await client.Tenants.List().ToListAsync();
        await sandbox.StopAsync();
        await sandbox.StartAgainAsync();
        sandbox.Service.Certificates.SwapServerCertificate(trusted);
        int before = sandbox.Service.Log.Count();

        Task<List<FpxTenant>> reading = client.Tenants.List().ToListAsync();

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

        var failure = await Assert.ThrowsAsync<NetworkException>(() => client.Tenants.List().ToListAsync());

        Assert.Equal((error, 2), (failure.ErrorCode, failure.Attempts));
        Assert.NotNull(failure.RecommendedAction);
    }
}
