using System.Text.Json.Serialization;

namespace FastTrackFpx.AppDirect.Tests.Reads;

/// <summary>What reading a page costs, beside a program that deserializes the same page into classes of its own.</summary>
public sealed class PageSpeedTests(ITestOutputHelper output)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    [LongFact]
    public void A_page_is_read_as_fast_as_by_a_program()
    {
        byte[] page = Page(250);
        Assert.Equal(250, ResponseRowsOf(page));
        Assert.Equal(250, JsonSerializer.Deserialize<CompanyPage>(page, Options)!.Content.Count);
        double ours = double.MaxValue, floor = double.MaxValue;
        for (int round = 0; round < 60; round++)
        {
            ours = Math.Min(ours, Time(() => ResponseRowsOf(page)));
            floor = Math.Min(floor, Time(() => JsonSerializer.Deserialize<CompanyPage>(page, Options)));
        }

        output.WriteLine($"{page.Length} bytes: {ours:F3} ms, a program {floor:F3} ms, {ours / floor:F2} times");
#if !DEBUG
        // Only an optimized build can be compared with the optimized serializer.
        Assert.InRange(ours / floor, 0, 1.25);
#endif
    }

    // As a cmdlet reads it, with what tells repeated rows.
    private static int ResponseRowsOf(byte[] page)
    {
        var rows = Requests.ResponseRows.Read<AppDirectCompany>(page);
        rows.Fingerprint(page);
        return rows.Records.Count;
    }

    private static double Time(Action read)
    {
        long start = Stopwatch.GetTimestamp();
        for (int time = 0; time < 4; time++) read();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / 4;
    }

    private static byte[] Page(int count)
    {
        JsonElement[] rows = [.. Description.Operation("getAccountV2Companies").Samples.First().Sample.GetProperty("content").EnumerateArray()];
        IEnumerable<string> content = Enumerable.Range(0, count).Select(index => rows[index % rows.Length].GetRawText());
        return Encoding.UTF8.GetBytes($$"""{"content":[{{string.Join(",", content)}}],"page":{"size":{{count}},"totalElements":{{count}},"totalPages":1,"number":0} }""");
    }

    private sealed record CompanyPage(List<Company> Content, PageOfList Page);

    private sealed record PageOfList(int Size, int TotalElements, int TotalPages, int Number);

    private sealed class Company
    {
        public Address? Address { get; set; }
        public bool? ChannelAdmin { get; set; }
        public string? CompanySize { get; set; }
        public string? CountryCode { get; set; }
        [JsonConverter(typeof(Milliseconds))]
        public DateTimeOffset? CreationDate { get; set; }
        public List<CustomAttribute>? CustomAttributes { get; set; }
        public string? DefaultRole { get; set; }
        public string? EmailAddress { get; set; }
        public bool? Enabled { get; set; }
        public string? ExternalId { get; set; }
        public string? Industry { get; set; }
        public List<Link>? Links { get; set; }
        public string? Name { get; set; }
        public string? PhoneNumber { get; set; }
        public string? Picture { get; set; }
        public bool? Reseller { get; set; }
        public Link? SalesAgent { get; set; }
        public bool? SalesSupport { get; set; }
        public string? Uuid { get; set; }
        public bool? Vendor { get; set; }
        public string? Website { get; set; }
    }

    private sealed record Address(string? City, string? Country, string? State, string? Street1, string? Street2, string? Zip);

    private sealed record CustomAttribute(string? AttributeType, string? Hint, string? Label, string? Name, string? Value, List<string>? ValueKeys);

    private sealed record Link(string? Href, string? Rel);

    private sealed class Milliseconds : JsonConverter<DateTimeOffset?>
    {
        public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Null ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) => throw new NotSupportedException();
    }
}
