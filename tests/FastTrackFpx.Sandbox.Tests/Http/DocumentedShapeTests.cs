namespace FastTrackFpx.Sandbox.Tests.Http;

/// <summary>Every operation that reads, in every version that has it, against the schema of the API's description.</summary>
[Trait("Category", "Slow")]
public sealed class DocumentedShapeTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private readonly TestSandbox _sandbox = fixture.Sandbox;

    // The description does not say that these may be null, although the same fields may be elsewhere.
    private static readonly string[] KnownDeviations = [".l2: is null", ".l3: is null"];

    public static TheoryData<string, string> Reads
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (Operation read in Specification.Operations.Where(operation => operation.Method == "GET"))
            {
                foreach (string version in new[] { "v1", "v1.1", "v1.2" }) data.Add(version, read.Path);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task A_response_has_the_documented_shape(string version, string path)
    {
        JsonElement answer = await _sandbox.GetAsync($"/ftop/{version}/api/{await WithValuesAsync(path)}");
        JsonElement schema = DocumentedShape.Fpx.ResponseOf("get", path);
        IEnumerable<string> faults = DocumentedShape.Fpx.Faults(answer, schema)
            .Where(fault => !(path == "partnerTenants/entitlements" && KnownDeviations.Any(fault.Contains)));
        Assert.Empty(faults);
        Assert.True(answer.ToString().Length > 20, "The answer shows nothing that could be wrong.");
    }

    private async Task<string> WithValuesAsync(string path)
    {
        JsonElement tenant = (await _sandbox.GetAsync("partnerTenants")).GetProperty("items")[11];
        string id = tenant.Text("tenantId");
        string service = tenant.GetProperty("claimedWorkloads")[0].GetProperty("id").ToString();
        JsonElement l1 = (await _sandbox.GetAsync("entitlements/l1l2l3s"))[0].GetProperty("l1s")[1];
        JsonElement l2 = l1.GetProperty("l2s")[1];
        string filled = path.Replace("{tenantId}", id).Replace("{l1id}", l1.Text("id"))
            .Replace("{l2id}", l2.Text("id")).Replace("{serviceId}", path.Contains("l1s") ? "1" : service);
        bool forMany = path is "partnerTenants/contacts" or "partnerTenants/entitlements" or "partnerTenants/maxEntitlements";
        return forMany ? $"{filled}?tenantIds={id}&tenantIds={await _sandbox.TenantIdAsync(3)}" : filled;
    }
}
