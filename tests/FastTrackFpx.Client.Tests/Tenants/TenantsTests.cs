using FastTrackFpx.Tenants;

namespace FastTrackFpx.Client.Tests.Tenants;

public class TenantsTests
{
    private static readonly Guid Known = new("123e4567-e89b-12d3-a456-426655440000");

    [Fact]
    public async Task Tenants_of_the_documented_shape_come_out_typed()
    {
        await using OddServer server = await OddServer.StartAsync(("partnerTenants", """
            {"count":2,"hasMore":false,"items":[
              {"tenantId":"123e4567e89b12d3a456426655440000","tpid":"123","name":"Dummy 1","claimedWorkloads":[{"id":456,"name":"W1"},{"id":"0789","name":null}],"extra":{"x":1}},
              {"TenantId":"98765432-10AB-cdef-0123-456789abcdef","Tpid":9876543210,"Name":"Dummy 2","claimedWorkloads":null},
              null]}
            """));

        List<FpxTenant> tenants = await server.Connect().Tenants.List().ToListAsync();

        Assert.Equal(2, tenants.Count);
        Assert.Equal(Known, tenants[0].TenantId);
        Assert.Equal(123, tenants[0].Tpid);
        Assert.Equal(["456", "789"], tenants[0].ClaimedWorkloads!.Select(workload => workload.Id));
        Assert.Equal(9876543210, tenants[1].Tpid);
        Assert.Null(tenants[1].ClaimedWorkloads);
        Assert.Equal(["GET /ftop/v1.2/api/partnerTenants"], server.Requests);
    }

    [Fact]
    public async Task A_tenant_that_is_missing_is_told_from_a_route_that_is()
    {
        await using OddServer server = await OddServer.StartAsync();
        FpxClient client = server.Connect();
        server.Answer = context => OddServer.JsonAsync(context, """{"errorStatus":404,"message":"Tenant not found"}""", 404);
        var missing = await Assert.ThrowsAsync<ServiceException>(() => client.Tenants.GetAsync(Known, CancellationToken.None));
        server.Answer = context => OddServer.TextAsync(context, "", "text/plain", 404);
        var unknown = await Assert.ThrowsAsync<ServiceException>(() => client.Tenants.GetAsync(Known, CancellationToken.None));

        Assert.Equal((FpxErrorCode.NotFound, true), (missing.ErrorCode, missing.IsDocumentedError));
        Assert.Equal((FpxErrorCode.RouteNotFound, false), (unknown.ErrorCode, unknown.IsDocumentedError));
        Assert.Contains("Tenant not found", missing.Message);
        Assert.Contains($"GET /ftop/v1.2/api/partnerTenants/{Known}", missing.Message);
    }
}
