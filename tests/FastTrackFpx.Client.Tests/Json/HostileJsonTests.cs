using FastTrackFpx.Content;
using FastTrackFpx.Errors;
using FsCheck;
using FsCheck.Fluent;

namespace FastTrackFpx.Client.Tests.Json;

/// <summary>Whatever an answer holds, a reader gives records or a typed error; it never crashes and never hangs.</summary>
public class HostileJsonTests
{
    /// <summary>Names that readers look for, so that random documents come close to real ones.</summary>
    private static readonly string[] Names =
    [
        "items", "count", "hasMore", "moreRecords", "tenantId", "name", "id", "tpid", "claimedWorkloads", "contactId", "timezone", "skillTypes", "services",
        "l1", "l2", "l3", "l1s", "l2s", "l3s", "service", "serviceIntentId", "entitlmentCount", "targetDate", "yearPeriod", "transactions", "workload", "program",
        "payableGrowth", "customers", "customerId", "workloads", "unclaimedWorkloads", "excludedWorkloads", "tags", "usage", "rfaId", "noteCategory", "text",
        "errors", "errorStatus", "dependencyErrorCode", "message", "isPrimary", "primaryServices", "created", "claimed", "acceptance", "NAME", "Items",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "1", "-1", "1.5", "12.0", "1e400", "99999999999999999999999", "\"\"", "\" \"", "\"7\"", "\"x\"", "\"2021-01-01T00:00:00Z\"",
        "\"2021-01-01\"", "\"123e4567e89b12d3a456426655440000\"", "\"123e4567-e89b-12d3-a456-426655440000\"", "\"\\ud800\"", "\"\\u0000\"", "{}", "[]",
        "\"{\\\"errors\\\":{\\\"A\\\":[\\\"b\\\"]}}\"",
    ];

    private static readonly Func<RestResponse, object>[] Readers =
    [
        FpxJson.ReadPage<FpxTenant>,
        FpxJson.ReadPage<FpxContact>,
        FpxJson.ReadPage<FpxNote>,
        FpxJson.ReadPage<FpxReferral>,
        FpxJson.ReadPage<FpxIncentiveStatement>,
        FpxJson.ReadPage<FpxEntitlement>,
        FpxJson.ReadPage<FpxIncentiveWorkload>,
        FpxJson.ReadPage<FpxUsage>,
        FpxJson.ReadPage<FpxLookup>,
        FpxJson.ReadPage<StatusNode>,
        FpxJson.Read<UsageBody>,
        response => FpxGroups.Read<FpxMaxEntitlement>(response, (record, group) => record.TenantId = group.TenantId ?? record.TenantId, record => record.TenantId),
        FpxJson.Read<Dictionary<string, OneOrMany<FpxTenantAssignment>>>,
        response => JsonBody.Read(response, JsonBody.Plain) ?? string.Empty,
    ];

    [Fact]
    public void Any_json_gives_records_or_a_typed_error()
    {
        int read = 0;
        Prop.ForAll(Json(4).ToArbitrary(), json =>
        {
            foreach (Func<RestResponse, object> reader in Readers)
            {
                if (Survives(json, reader)) read++;
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1500));

        Assert.True(read > 500, "Hardly any document was read: the documents are too wild to test anything.");
    }

    [Fact]
    public void Any_bytes_give_a_typed_error_or_a_value() =>
        Prop.ForAll<byte[]>(bytes => Survives(Encoding.Latin1.GetString(bytes ?? []), Readers[^1]) || true).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Any_error_body_gives_an_error_and_any_text_can_be_masked()
    {
        Prop.ForAll(Json(3).ToArbitrary(), json => ServiceErrors.Of(Answer(json, 400)).StatusCode == 400)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
        Prop.ForAll(Json(3).ToArbitrary(), json => FpxProfile.Instance.RedactBody(json, "timeZones") is not null
            && FpxProfile.Instance.RedactBody(json[..(json.Length / 2)], "contacts") is not null).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private static bool Survives(string json, Func<RestResponse, object> reader)
    {
        try
        {
            Assert.NotNull(reader(Answer(json, 200)));
            return true;
        }
        catch (ContentException)
        {
            return false;
        }
    }

    private static RestResponse Answer(string json, int status)
    {
        var answer = new RestResponse(new RestRequest("GET", "/ftop/v1.2/api/x"), FpxProfile.Instance, status);
        answer.Hold(ResponseBody.Of(Encoding.UTF8.GetBytes(json)));
        return answer;
    }

    private static Gen<string> Json(int depth)
    {
        Gen<string> value = Gen.Elements(Values);
        if (depth == 0) return value;
        Gen<string> inner = Json(depth - 1);
        Gen<string> list = Gen.Choose(0, 3).SelectMany(count => inner.ListOf(count)).Select(items => "[" + string.Join(",", items) + "]");
        Gen<string> pair = Gen.Elements(Names).SelectMany(name => inner.Select(text => $"\"{name}\":{text}"));
        Gen<string> map = Gen.Choose(0, 5).SelectMany(count => pair.ListOf(count)).Select(pairs => "{" + string.Join(",", pairs) + "}");
        return Gen.Frequency((2, value), (4, map), (3, list));
    }
}
