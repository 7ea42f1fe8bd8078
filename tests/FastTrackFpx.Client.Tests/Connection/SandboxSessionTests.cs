using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Client.Tests.Bench;
using FastTrackFpx.Connection;
using FastTrackFpx.Lookups;
using FastTrackFpx.Requests;
using FastTrackFpx.Rest.Authentication;
using FastTrackFpx.Rest.Commands;
using FastTrackFpx.Rest.Http;
using FastTrackFpx.Rest.Paging;
using FastTrackFpx.Tenants;

namespace FastTrackFpx.Client.Tests.Connection;

public class SandboxSessionTests
{
    [Theory]
    [InlineData("v1")]
    [InlineData("v1.1")]
    [InlineData("v1.2")]
    public async Task A_session_with_the_sandbox_reads_what_the_first_run_needs(string version)
    {
        await using SandboxSession sandbox = await SandboxSession.StartAsync();
        FpxClient client = sandbox.Connect(options => options.ApiVersion = version);

        ConnectionCheck check = await client.CheckAsync(CancellationToken.None);
        List<FpxTenant> tenants = await client.Tenants.List(ReadRange.All).ToListAsync();
        FpxTenant one = await client.Tenants.GetAsync(tenants[0].TenantId, CancellationToken.None);
        FpxTenant basic = await client.Tenants.GetBasicAsync(tenants[0].TenantId, CancellationToken.None);
        IReadOnlyList<FpxService> services = await client.Lookups.GetAsync<FpxService>(refresh: false, CancellationToken.None);
        RawResponse raw = await client.SendAsync(new RawRequest { Path = "TIMEZONES" }, CancellationToken.None);

        Assert.True(check.Accepted, check.Error?.Message);
        Assert.Equal(50, tenants.Count);
        Assert.Equal(tenants[0].Name, one.Name);
        Assert.Equal(tenants[0].Name, basic.Name);
        Assert.NotEmpty(services);
        Assert.IsType<List<object?>>(raw.Value);
        Assert.Equal(6, client.Rest.Statistics.CallsMade);
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_refused_in_tls_and_called_so()
    {
        await using SandboxSession sandbox = await SandboxSession.StartAsync();
        FpxClient client = sandbox.Connect(options =>
            options.Certificate = ClientCertificate.FromCertificate(TestAuthority.Shared.Client(), System.TimeProvider.System));

        ConnectionCheck check = await client.CheckAsync(CancellationToken.None);

        Assert.False(check.Accepted);
        Assert.Equal(FpxErrorCode.ClientCertificateRefused, check.Error?.ErrorCode);
        Assert.NotNull(check.Error?.RecommendedAction);
    }

    [Fact]
    public async Task A_sandbox_whose_authority_nobody_named_is_not_trusted()
    {
        await using SandboxSession sandbox = await SandboxSession.StartAsync();
        FpxClient client = sandbox.Connect(options => options.TrustedAuthorities = null);

        ConnectionCheck check = await client.CheckAsync(CancellationToken.None);

        Assert.Equal(FpxErrorCode.ServerCertificateUntrusted, check.Error?.ErrorCode);
        Assert.Contains("authority", check.Error!.Message);
    }

    [Fact]
    public void More_than_the_service_allows_may_be_asked_of_this_machine_alone()
    {
        InputException fault = Assert.Throws<InputException>(() => Open(new System.Uri("https://fpx.example.org"), 601));
        Assert.Equal(("RequestsPerMinute", FpxErrorCode.InvalidInput), (fault.ParameterName, fault.ErrorCode));

        using FpxClient local = Open(new System.Uri("https://127.0.0.1:7443"), 1_000_000);
        Assert.Equal(1_000_000, local.Rest.RequestsPerMinute);

        static FpxClient Open(System.Uri service, int requestsPerMinute) => new(new FpxClientOptions
        {
            BaseUri = service,
            RequestsPerMinute = requestsPerMinute,
            Certificate = ClientCertificate.FromCertificate(TestAuthority.Shared.Client(), System.TimeProvider.System),
        });
    }
}
