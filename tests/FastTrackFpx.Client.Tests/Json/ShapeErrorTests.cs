using FastTrackFpx.Tenants;

namespace FastTrackFpx.Client.Tests.Json;

/// <summary>A value of another kind is an error that names the place, what was expected and what was found.</summary>
public class ShapeErrorTests
{
    private static readonly Guid Tenant = new("11111111-2222-3333-4444-555555555555");

    [Theory]
    [InlineData("""{"items":[{"tenantId":"11111111-2222-3333-4444-555555555555"},{"tenantId":"Contoso"}]}""", "items[1].tenantId: expected a GUID, found the string 'Contoso'")]
    [InlineData("""{"items":[{"tenantId":"11111111-2222-3333-4444-555555555555","tpid":"12a"}]}""", "items[0].tpid: expected a whole number, found the string '12a'")]
    [InlineData("""{"items":[{"tenantId":"11111111-2222-3333-4444-555555555555","tpid":1.5}]}""", "items[0].tpid: expected a whole number, found the number 1.5")]
    [InlineData("""{"items":[{"tenantId":"11111111-2222-3333-4444-555555555555","name":["a"]}]}""", "items[0].name: expected text, found a list")]
    [InlineData("""{"items":[{"tenantId":"11111111-2222-3333-4444-555555555555","claimedWorkloads":{}}]}""", "items[0].claimedWorkloads: expected a list, found an object")]
    [InlineData("""{"items":[{"tenantId":"11111111-2222-3333-4444-555555555555","claimedWorkloads":[5]}]}""", "items[0].claimedWorkloads[0]: expected an object, found the number 5")]
    [InlineData("""{"items":[{"tenantId":"11111111-2222-3333-4444-555555555555","claimedWorkloads":[{"id":[1]}]}]}""", "items[0].claimedWorkloads[0].id: ")]
    [InlineData("""{"items":[{"name":"No id"}]}""", "items[0].tenantId: expected a GUID, found nothing")]
    [InlineData("""{"items":["x"]}""", "items[0]: expected an object, found the string 'x'")]
    [InlineData("""{"items":{}}""", "items: expected a list, found an object")]
    [InlineData("""{"items":[],"hasMore":"perhaps"}""", "hasMore: expected true or false, found the string 'perhaps'")]
    public async Task The_place_is_named(string json, string expected)
    {
        await using OddServer server = await OddServer.StartAsync(("partnerTenants", json));

        var failure = await Assert.ThrowsAsync<ContentException>(() => server.Connect().Tenants.List().ToListAsync());

        Assert.Equal(FpxErrorCode.ResponseUnexpected, failure.ErrorCode);
        Assert.Contains(expected, failure.Message);
    }

    [Fact]
    public async Task The_place_of_a_person_is_named_below_the_assignment()
    {
        await using OddServer server = await OddServer.StartAsync(($"tenants/{Tenant}/assignments", """{"FTM":[{"id":1,"isPrimary":"maybe"}]}"""));

        var failure = await Assert.ThrowsAsync<ContentException>(() => server.Connect().Tenants.GetAssignmentsAsync(Tenant, CancellationToken.None));

        Assert.Contains("FTM.isPrimary: expected true or false, found the string 'maybe'", failure.Message);
    }
}
