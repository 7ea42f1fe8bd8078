using System.IO.Enumeration;

namespace FastTrackFpx.Client.Tests.Faults;

/// <summary>Everything that can go wrong with a read of each shape, once and always: the right result, or the error that says what happened.</summary>
[Trait("Category", "Slow")]
public sealed class FaultMatrixTests(ITestOutputHelper output)
{
    // "right +2" is the right result after two requests more than without the fault, "Throttled 8" that error after eight requests; without a number, after
    // as many as time allows. A refused request for many tenants may be refused because of one: it is halved.
    private static readonly ReadFault[] Faults =
    [
        new("""{"kind":"status","status":400}""", "RequestRefused 1", "RequestRefused 1") { Batch = ("right +2", "right +18") },
        new("""{"kind":"status","status":401}""", "NotAuthenticated 1", "NotAuthenticated 1"),
        new("""{"kind":"status","status":403}""", "NotAuthorized 1", "NotAuthorized 1") { Batch = ("right +2", "right +18") },
        new("""{"kind":"status","status":404}""", "NotFound 1", "NotFound 1") { Batch = ("right +2", "right +18") },
        new("""{"kind":"status","status":405}""", "RouteNotFound 1", "RouteNotFound 1") { Batch = ("right +0", "right +0") },
        new("""{"kind":"status","status":406}""", "UnexpectedStatus 1", "UnexpectedStatus 1"),
        new("""{"kind":"status","status":408}""", "right +1", "OperationTimeout 8"),
        new("""{"kind":"status","status":409}""", "Conflict 1", "Conflict 1") { Batch = ("right +2", "right +18") },
        new("""{"kind":"status","status":412}""", "Conflict 1", "Conflict 1"),
        new("""{"kind":"status","status":413}""", "RequestRefused 1", "RequestRefused 1") { Batch = ("right +2", "right +18") },
        new("""{"kind":"status","status":429}""", "right +1", "Throttled 8"),
        // A request for many tenants that breaks the service is replaced by requests for one.
        new("""{"kind":"status","status":500}""", "right +1", "ServiceFailed 8") { Batch = ("right +1", "right +7") },
        new("""{"kind":"status","status":501}""", "ServiceFailed 1", "ServiceFailed 1"),
        new("""{"kind":"status","status":502}""", "right +1", "ServiceFailed 8"),
        new("""{"kind":"status","status":503}""", "right +1", "ServiceFailed 8"),
        new("""{"kind":"status","status":504}""", "right +1", "ServiceFailed 8"),
        // Five times two minutes are more than a request may take.
        new("""{"kind":"status","status":429,"retryAfter":"120"}""", "right +1", "Throttled 5"),
        new("""{"kind":"status","status":503,"retryAfter":"120"}""", "right +1", "ServiceFailed 5"),
        new("""{"kind":"status","status":503,"retryAfter":"31536000"}""", "ServiceFailed 1", "ServiceFailed 1"),
        new("""{"kind":"reset","moment":"request"}""", "right +1", "ConnectionLost 8"),
        new("""{"kind":"reset","moment":"before"}""", "right +1", "ConnectionLost 8"),
        new("""{"kind":"reset","moment":"headers"}""", "right +1", "ConnectionLost 8"),
        new("""{"kind":"reset","moment":"body"}""", "right +1", "ResponseTruncated 8"),
        new("""{"kind":"delay","moment":"before","seconds":20}""", "right +0", "right +0"),
        new("""{"kind":"delay","moment":"headers","seconds":20}""", "right +0", "right +0"),
        new("""{"kind":"delay","moment":"body","seconds":20}""", "right +0", "right +0"),
        new("""{"kind":"delay","moment":"before","seconds":150}""", "right +1", "OperationTimeout"),
        new("""{"kind":"delay","moment":"headers","seconds":150}""", "right +1", "OperationTimeout"),
        new("""{"kind":"delay","moment":"body","seconds":150}""", "right +1", "OperationTimeout"),
        new("""{"kind":"cutOff"}""", "right +1", "ResponseTruncated 8"),
        new("""{"kind":"cutOff","bytes":0}""", "right +1", "ResponseNotJson 4"),
        new("""{"kind":"gzip"}""", "right +1", "ResponseNotJson 4"),
        new("""{"kind":"contentType","contentType":"text/html"}""", "right +0", "right +0"),
        new("""{"kind":"html"}""", "right +1", "ResponseNotJson 4"),
        new("""{"kind":"html","status":502}""", "right +1", "ServiceFailed 8"),
        new("""{"kind":"repeatedPage"}""", "right +0", "right +0") { Paged = ("right +1", "right +2") },
        new("""{"kind":"missingPage"}""", "right +0", "right +0") { Paged = ("right +3", "ResponseUnexpected 5") },
        new("""{"kind":"clockSkew","seconds":3600}""", "right +0", "right +0"),
        new("""{"kind":"clockSkew","seconds":-3600}""", "right +0", "right +0"),
    ];

    private static readonly ReadShape[] Shapes =
    [
        new("single", "tenants/*", async (bench, client) => Text([await client.Tenants.GetBasicAsync(bench.Tenants[0].TenantId, CancellationToken.None)])),
        new("paged", "partnerTenants", async (_, client) => Text(await client.Tenants.List().ToListAsync())),
        new("paged, no ids", "tenants/*/notes", async (bench, client) =>
            string.Join("\n", (await client.Notes.List(bench.Tenants[1].TenantId).ToListAsync()).Select(note => note.Text).Order(StringComparer.Ordinal))),
        new("batched", "partnerTenants/contacts", ContactsAsync),
    ];

    [Fact]
    public async Task Every_fault_of_a_read_ends_as_the_matrix_says()
    {
        await using FaultBench bench = await FaultBench.StartAsync();
        FpxWrites writes = bench.Bystander.Writing(new WriteContext());
        for (int i = 0; i < 60; i++) await writes.NewNoteAsync(bench.Tenants[1].TenantId, bench.Category, $"Note {i}", CancellationToken.None);
        var outcomes = new List<string>();
        var wrong = new List<string>();
        foreach (ReadShape shape in Shapes)
        {
            (string right, int calls) = await RunAsync(bench, shape, fault: null, always: false);
            foreach ((ReadFault fault, bool always) in Faults.SelectMany(fault => new[] { (fault, false), (fault, true) }))
            {
                (string result, int made) = await RunAsync(bench, shape, fault, always);
                string found = result == right ? $"right +{made - calls}" : $"{result} {made}";
                string expected = fault.Expect(shape, always);
                if (!expected.Any(char.IsDigit)) found = result;
                if (found != expected) wrong.Add($"{shape.Name}, {fault.Json}, {(always ? "always" : "once")}: {found} instead of {expected}");
                outcomes.Add(result == right ? "right" : result);
            }
        }

        output.WriteLine(string.Join(", ", outcomes.GroupBy(result => result).OrderByDescending(group => group.Count()).Select(group => $"{group.Count()} {group.Key}")));
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    /// <summary>Reads in a session of its own while the service fails, and returns what was read or the error, and the number of requests.</summary>
    private static async Task<(string Result, int Calls)> RunAsync(FaultBench bench, ReadShape shape, ReadFault? fault, bool always)
    {
        FpxClient session = bench.Connect();
        Assert.True((await session.CheckAsync(CancellationToken.None)).Accepted);
        bench.ServiceClock.MovesOn = fault?.Json.Contains("\"delay\"", StringComparison.Ordinal) == true;
        SandboxService service = bench.Sandbox.Service;
        service.Log.Clear();
        string how = always ? string.Empty : fault is { IsOfPages: true } ? "\"skip\":1,\"times\":1," : "\"times\":1,";
        service.SetFaults(fault is null ? null : $$"""{"seed":1,"rules":[{"method":"GET","path":"{{shape.Path}}",{{how}}"faults":[{{fault.Json}}]}]}""");
        string result;
        try
        {
            result = await shape.ReadAsync(bench, session).WaitAsync(TimeSpan.FromSeconds(60));
        }
        catch (RestException failure)
        {
            result = failure.ErrorCode;
        }

        service.SetFaults(null);
        bench.ServiceClock.MovesOn = false;
        return (result, service.Log.Entries.Count(entry => FileSystemName.MatchesSimpleExpression(shape.Path, entry.Path)));
    }

    private static string Text(IEnumerable<FpxTenant> tenants) =>
        string.Join("\n", tenants.Select(tenant => $"{tenant.TenantId} {tenant.Name}").Order(StringComparer.Ordinal));

    private static async Task<string> ContactsAsync(FaultBench bench, FpxClient client)
    {
        var lines = new List<string>();
        RestException? failure = null;
        ParentBatch<Guid, FpxContact> batch = client.Contacts.StartBatch(
            new ContactQuery(),
            result =>
            {
                failure ??= result.Error;
                lines.AddRange(result.Items.Select(contact => $"{result.Key} {contact.ContactId}"));
                return Task.CompletedTask;
            },
            CancellationToken.None);
        foreach (FpxTenant tenant in bench.Tenants.Skip(10).Take(20)) await batch.AddAsync(tenant.TenantId);
        await batch.CompleteAsync();
        return failure is null ? string.Join("\n", lines.Order(StringComparer.Ordinal)) : throw failure;
    }

    /// <summary>Something that goes wrong, and what must come of it if it happens once and always.</summary>
    private sealed record ReadFault(string Json, string Once, string Always)
    {
        /// <summary>What comes of a request for many tenants, if that differs.</summary>
        internal (string Once, string Always)? Batch { get; init; }

        /// <summary>What comes of a list, if that differs.</summary>
        internal (string Once, string Always)? Paged { get; init; }

        /// <summary>Whether it is about which page is returned, so that it shows from the second page on.</summary>
        internal bool IsOfPages => Paged is not null;

        internal string Expect(ReadShape shape, bool always)
        {
            (string Once, string Always)? own = shape.Name == "batched" ? Batch : shape.Name.StartsWith("paged", StringComparison.Ordinal) ? Paged : null;
            return always ? own?.Always ?? Always : own?.Once ?? Once;
        }
    }

    private sealed record ReadShape(string Name, string Path, Func<FaultBench, FpxClient, Task<string>> ReadAsync);
}
