using FastTrackFpx.Client.Tests.Faults;

namespace FastTrackFpx.Client.Tests.Changes;

/// <summary>Every write succeeds by every reading the sandbox can take.</summary>
[Trait("Category", "Slow")]
public class SandboxReadingsTests
{
    [Theory]
    [InlineData("F3=new F4=old F56=required")]
    [InlineData("F3=old F4=new F56=lenient")]
    [InlineData("F3=new F37=uuid F80=200 F36=with")]
    [InlineData("F38=uuid F39=uuid F81=201 F46=array")]
    [InlineData("F38=integer F39=integer F55=lenient F48=sent")]
    [InlineData("F50=vanish F82=acceptance F22=any")]
    [InlineData("F50=stay F82=aceptance F22=any")]
    [InlineData("F82=acceptance F22=exact")]
    [InlineData("F82=aceptance F22=exact")]
    public async Task Every_write_succeeds_and_is_held_once(string readings)
    {
        await using FaultBench bench = await FaultBench.StartAsync(readings: readings);
        FpxClient session = bench.Connect();
        foreach (WriteShape shape in WriteShape.All)
        {
            WriteCell cell = await shape.PrepareAsync(bench);
            Assert.Equal((shape.Name, cell.Expected), (shape.Name, await cell.ActAsync(session, session.Writing(new WriteContext()))));
            Assert.Equal((shape.Name, 1), (shape.Name, await cell.HeldAsync()));
        }
    }

    [Fact]
    public async Task Seats_that_changed_since_the_prompt_showed_them_are_noticed()
    {
        await using FaultBench bench = await FaultBench.StartAsync();
        (Guid tenant, FpxLookup service) = await WriteShape.FindSeatsAsync(bench);
        FpxWrites writes = bench.Bystander.Writing(new WriteContext());
        EntitlementFacts facts = await writes.Entitlements.ReadFactsAsync(tenant, service, CancellationToken.None);
        EntitlementPlan plan = EntitlementPlanner.FromMove(facts, facts.Current[0].L1!, facts.Current[1].L1!, 1);
        await writes.SetSeatsAsync(plan, force: false, CancellationToken.None);
        facts.Read = facts.Read.AddMinutes(-1);
        var stale = await Assert.ThrowsAsync<RestException>(() => writes.SetSeatsAsync(plan, force: false, CancellationToken.None));
        Assert.Equal(FpxErrorCode.Conflict, stale.ErrorCode);
    }
}
