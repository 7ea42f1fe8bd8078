namespace FastTrackFpx.Sandbox.Tests.Hosting;

public sealed class StateFolderTests : FolderTest
{
    [Fact]
    public async Task A_folder_serves_one_sandbox_at_a_time_and_one_of_its_own_is_removed()
    {
        await using SandboxService first = await SandboxService.StartAsync(new SandboxOptions { StateFolder = Folder.Path });
        var refused = await Assert.ThrowsAsync<SandboxStartException>(() => SandboxService.StartAsync(new SandboxOptions { StateFolder = Folder.Path }));
        Assert.Contains("in use by another sandbox", refused.Message);
        SandboxService service = await SandboxService.StartAsync(new SandboxOptions { InMemory = true });
        Assert.True(Directory.Exists(service.StateFolder));
        await service.DisposeAsync();
        Assert.False(Directory.Exists(service.StateFolder));
    }

    [Fact]
    public async Task Existing_data_is_not_replaced_because_of_other_options()
    {
        await using (await SandboxService.StartAsync(new SandboxOptions { StateFolder = Folder.Path, Tenants = 4, Seed = 9 }))
        {
        }

        await using (SandboxService again = await SandboxService.StartAsync(new SandboxOptions { StateFolder = Folder.Path }))
        {
            Assert.Equal(4, again.Tenants);
        }

        var refused = await Assert.ThrowsAsync<SandboxStartException>(
            () => SandboxService.StartAsync(new SandboxOptions { StateFolder = Folder.Path, Tenants = 5 }));
        Assert.Contains("4 tenants made from seed 9", refused.Message);
        await using SandboxService reset = await SandboxService.StartAsync(new SandboxOptions { StateFolder = Folder.Path, Tenants = 5, Reset = true });
        Assert.Equal(5, reset.Tenants);
    }

    [Fact, Trait("Category", "Slow")]
    public async Task Twenty_thousand_tenants_start_in_no_quadratic_time()
    {
        long started = TimeProvider.System.GetTimestamp();
        await using SandboxService service = await SandboxService.StartAsync(new SandboxOptions { InMemory = true, Tenants = 20_000 });
        Assert.Equal(20_000, service.Tenants);
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromMinutes(1));
    }
}
