using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using FastTrackFpx.Connection;
using FastTrackFpx.Content;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Benchmarks.Inner;

/// <summary>Turning the body of a page of 100 records into records; beside it, only parsing it.</summary>
public class PageReading
{
    private const int Records = 100;

    private readonly byte[] _contacts = PageOf(Sample.Contact);
    private readonly byte[] _entitlements = PageOf(Sample.Entitlement);
    private readonly byte[] _tenants = PageOf(Sample.Tenant);
    private readonly byte[] _transactions = Encoding.UTF8.GetBytes(
        $$"""[{"partnerName":"P","transactions":[{{string.Join(',', Enumerable.Repeat(Sample.Transaction, Records))}}]}]""");

    /// <summary>Contacts.</summary>
    [Benchmark]
    public object Contacts() => Read(_contacts, FpxJson.ReadPage<FpxContact>);

    /// <summary>Status records.</summary>
    [Benchmark]
    public object Entitlements() => Read(_entitlements, FpxJson.ReadPage<FpxEntitlement>);

    /// <summary>Tenants.</summary>
    [Benchmark]
    public object Tenants() => Read(_tenants, FpxJson.ReadPage<FpxTenant>);

    /// <summary>Payments.</summary>
    [Benchmark]
    public object Transactions() => Read(_transactions, FpxJson.ReadPage<FpxIncentiveStatement>);

    /// <summary>The document of a page of contacts, without a record made of it.</summary>
    [Benchmark(Baseline = true)]
    public int ContactsParsed()
    {
        using JsonDocument document = JsonDocument.Parse(_contacts);
        return document.RootElement.GetProperty("items").GetArrayLength();
    }

    private static T Read<T>(byte[] body, Func<RestResponse, T> read)
    {
        var answer = new RestResponse(new RestRequest("GET", "/ftop/v1.2/api/x"), FpxProfile.Instance, 200);
        answer.Hold(ResponseBody.Of(body));
        try
        {
            return read(answer);
        }
        finally
        {
            answer.Dispose();
        }
    }

    private static byte[] PageOf(string record) =>
        Encoding.UTF8.GetBytes($$"""{"count":{{Records}},"hasMore":false,"items":[{{string.Join(',', Enumerable.Repeat(record, Records))}}]}""");
}
