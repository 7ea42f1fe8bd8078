using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Benchmarks.Contenders;
using FastTrackFpx.Benchmarks.Service;

namespace FastTrackFpx.Benchmarks.Floor;

/// <summary>
/// What the machine can do at all: HttpClient and System.Text.Json, 25 tenants to a call, as many calls under way as the module has. No limiter, no retry, no
/// journal, no pipeline, and no answer that is spelled another way than this service spells it.
/// </summary>
internal sealed class FloorWork : IDisposable
{
    internal const int TenantsPerCall = 25;
    private const string Api = "ftop/v1.2/api/";

    private readonly HttpClient _http;
    private readonly int _underWay;

    public FloorWork(ServiceAddress address, int underWay)
    {
        _http = ServiceHttp.Open(address);
        _underWay = underWay;
    }

    internal int UnderWay => _underWay;

    public void Dispose() => _http.Dispose();

    public async Task<WorkResult> DoAsync(WorkRequest request) => request.Work switch
    {
        "tenants" => WorkResult.Of(await TenantsAsync(), tenant => tenant.TenantId),
        "entitlements" => WorkResult.Of(await TogetherAsync("entitlements", FloorJson.Default.ListGroupOfEntitlement), record => record.ServiceIntentId),
        "maxEntitlements" => WorkResult.Of(await TogetherAsync("maxEntitlements", FloorJson.Default.ListGroupOfMaxEntitlement), record => record.Id),
        "contacts" => WorkResult.Of(
            await TogetherAsync("contacts", FloorJson.Default.ListGroupOfContact, "&page=1&pageSize=100"), contact => contact.ContactId),
        "statements" => WorkResult.Of(await StatementsAsync(), row => row.RecordId),
        "contactWrites" => new WorkResult { Count = await WriteAsync(request.Rows!) },
        "stream" => new WorkResult { Count = await StreamAsync(request.Repeat) },
        "calls" => await CallsAsync(),
        _ => throw new ArgumentOutOfRangeException(nameof(request), request.Work, "The floor has no such work."),
    };

    internal async Task<List<Tenant>> TenantsAsync() => (await ReadAsync("partnerTenants", FloorJson.Default.PageOfTenant)).Items;

    /// <summary>The records of up to 25 tenants.</summary>
    internal async Task<IReadOnlyList<object>> BatchAsync(string work, Tenant[] batch) => work switch
    {
        "entitlements" => await BatchAsync(work, FloorJson.Default.ListGroupOfEntitlement, batch, string.Empty),
        "maxEntitlements" => await BatchAsync(work, FloorJson.Default.ListGroupOfMaxEntitlement, batch, string.Empty),
        _ => await BatchAsync(work, FloorJson.Default.ListGroupOfContact, batch, "&page=1&pageSize=100"),
    };

    private async Task<List<Transaction>> StatementsAsync() =>
        [.. (await ReadAsync("incentives/Statements", FloorJson.Default.ListStatement)).SelectMany(statement => statement.Transactions)];

    private async Task<List<T>> TogetherAsync<T>(string what, JsonTypeInfo<List<GroupOf<T>>> type, string further = "")
    {
        using var room = new SemaphoreSlim(_underWay);
        Task<List<T>>[] reading = [.. (await TenantsAsync()).Chunk(TenantsPerCall).Select(async batch =>
        {
            await room.WaitAsync();
            try
            {
                return await BatchAsync(what, type, batch, further);
            }
            finally
            {
                room.Release();
            }
        })];
        return [.. (await Task.WhenAll(reading)).SelectMany(records => records)];
    }

    private async Task<List<T>> BatchAsync<T>(string what, JsonTypeInfo<List<GroupOf<T>>> type, Tenant[] batch, string further)
    {
        string ids = string.Join('&', batch.Select(tenant => "tenantIds=" + tenant.TenantId.ToString("D")));
        return [.. (await ReadAsync($"partnerTenants/{what}?{ids}{further}", type)).SelectMany(group => group.Items)];
    }

    /// <summary>One batch after the other is counted and forgotten, the next ones under way.</summary>
    private async Task<long> StreamAsync(int repeat)
    {
        List<Tenant> tenants = await TenantsAsync();
        var underWay = new Queue<Task<List<Contact>>>();
        long count = 0;
        foreach (Tenant[] batch in Enumerable.Range(0, repeat).SelectMany(_ => tenants.Chunk(TenantsPerCall)))
        {
            underWay.Enqueue(BatchAsync("contacts", FloorJson.Default.ListGroupOfContact, batch, "&page=1&pageSize=100"));
            if (underWay.Count >= _underWay) count += (await underWay.Dequeue()).Count;
        }

        while (underWay.TryDequeue(out Task<List<Contact>>? last)) count += (await last).Count;
        return count;
    }

    private async Task<long> WriteAsync(IReadOnlyList<Dictionary<string, JsonElement>> rows)
    {
        long made = 0;
        foreach (Dictionary<string, JsonElement> row in rows)
        {
            string tenantId = row["tenantId"].GetString()!;
            using var body = new MemoryStream();
            await JsonSerializer.SerializeAsync(body, row.Where(field => field.Key != "tenantId").ToDictionary());
            using var content = new ByteArrayContent(body.ToArray());
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using HttpResponseMessage answer = await _http.PostAsync($"{Api}tenants/{tenantId}/contacts", content);
            answer.EnsureSuccessStatusCode();
            await using Stream stream = await answer.Content.ReadAsStreamAsync();
            if (await JsonSerializer.DeserializeAsync(stream, FloorJson.Default.Contact) is not null) made++;
        }

        return made;
    }

    /// <summary>The time of the list of tenants, and of one call for contacts.</summary>
    private async Task<WorkResult> CallsAsync()
    {
        long began = System.Diagnostics.Stopwatch.GetTimestamp();
        List<Tenant> tenants = await TenantsAsync();
        double list = System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        began = System.Diagnostics.Stopwatch.GetTimestamp();
        await BatchAsync("contacts", FloorJson.Default.ListGroupOfContact, [.. tenants.Take(TenantsPerCall)], "&page=1&pageSize=100");
        return new WorkResult { Times = [list, System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalMilliseconds] };
    }

    private async Task<T> ReadAsync<T>(string path, JsonTypeInfo<T> type)
    {
        using HttpResponseMessage answer = await _http.GetAsync(Api + path, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await using Stream stream = await answer.Content.ReadAsStreamAsync();
        return (await JsonSerializer.DeserializeAsync(stream, type))!;
    }
}
