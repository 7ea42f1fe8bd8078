namespace FastTrackFpx.AppDirect.Tests.Paging;

/// <summary>Nine dialects of paging, each with lists of every size and a service with every irregularity: all records, once, and an end.</summary>
public sealed class PagingMatrixTests
{
    private const int Size = 8;

    public enum Oddity
    {
        None,
        TotalTooLow,
        TotalTooHigh,
        CappedSize,
        RepeatsLastPage,
        NoContentAtEnd,
    }

    private static readonly string[] Dialects = ["page0", "offset", "number1", "number0", "unknown0", "unknown1", "unknownArray0", "unknownArray1", "page1", "offsetTotal", "cursor", "pageTotal", "says0is1", "says1is0"];

    public static TheoryData<string, Oddity> Cases()
    {
        var data = new TheoryData<string, Oddity>();
        foreach (string dialect in Dialects)
        {
            foreach (Oddity oddity in Enum.GetValues<Oddity>()) data.Add(dialect, oddity);
        }

        return data;
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task All_records_arrive_once(string dialect, Oddity oddity)
    {
        int ask = dialect.StartsWith("offset", StringComparison.Ordinal) ? 100 : Size;
        foreach (int count in new[] { 0, 1, ask - 1, ask, ask + 1, 3 * ask })
        {
            var service = new PagedService(dialect, count, ask, oddity);
            (List<string> ids, int calls) = await ReadAsync(dialect, ask, service);
            Assert.Equal(Enumerable.Range(0, count).Select(id => id.ToString(CultureInfo.InvariantCulture)), ids);
            Assert.InRange(calls, 1, (count / Math.Max(1, service.Served)) + 4);
            if (oddity == Oddity.None) Assert.Equal(ExpectedCalls(dialect, count, ask), calls);
        }
    }

    [Fact]
    public async Task A_service_that_ignores_page_numbers_ends_the_reading()
    {
        foreach (string dialect in Dialects)
        {
            var service = new PagedService(dialect, 500, 100, Oddity.None) { AlwaysFirst = true };
            (List<string> ids, int calls) = await ReadAsync(dialect, 100, service);
            Assert.Equal(100, ids.Count);
            Assert.InRange(calls, 1, 3);
        }
    }

    [Fact]
    public async Task Equal_rows_of_one_page_are_two_rows()
    {
        ReadTarget target = Target(PageStyle.Number("page", "size", 8, 0));
        var reading = new PageReading(target, (_, _, _) => Task.FromResult(Parse("""{"content":[{"id":"1"},{"id":"1"},{"id":"1","name":"other"}],"page":{"number":0,"size":8,"totalElements":3,"totalPages":0}}""", target)));
        Assert.Equal(3, (await reading.NextAsync(CancellationToken.None)).Count);
        Assert.True(reading.HasEnded);
    }

    private static int ExpectedCalls(string dialect, int count, int ask) => dialect switch
    {
        // A shorter page is the last one.
        "offset" => (count / ask) + 1,
        // Only an empty page is the end.
        "offsetTotal" or "pageTotal" or "unknownArray0" => count == 0 ? 1 : ((count + ask - 1) / ask) + 1,
        // One more to find out that the numbering begins with 1.
        "unknownArray1" => count == 0 ? 1 : ((count + ask - 1) / ask) + 2,
        "says0is1" or "says1is0" => Math.Max(1, (count + ask - 1) / ask) + (dialect == "says0is1" && count > ask ? 1 : 0),
        _ => Math.Max(1, (count + ask - 1) / ask),
    };

    private static async Task<(List<string> Ids, int Calls)> ReadAsync(string dialect, int ask, PagedService service)
    {
        ReadTarget target = Target(StyleOf(dialect, ask));
        int calls = 0;
        var reading = new PageReading(target, (_, page, _) =>
        {
            if (++calls > 1000) throw new InvalidOperationException("The reading does not end.");
            return Task.FromResult(Parse(service.Respond(page.ToDictionary(pair => pair.Key, pair => pair.Value)), target));
        });
        var ids = new List<string>();
        while (!reading.HasEnded) ids.AddRange((await reading.NextAsync(CancellationToken.None)).Select(record => ((AppDirectReference)record).Id!));
        return (ids, calls);
    }

    private static ReadTarget Target(PageStyle style) => ReadPlan.Of<AppDirectReference>("GET", "/api/list", []).Paged(style).Targets().Single();

    private static ResponseRows Parse(string json, ReadTarget target)
    {
        byte[] body = Encoding.UTF8.GetBytes(json);
        ResponseRows rows = target.Plan.Rows(body);
        rows.Fingerprint(body);
        return rows;
    }

    private static PageStyle StyleOf(string dialect, int ask) => dialect switch
    {
        "page0" or "says0is1" => PageStyle.Number("page", "size", ask, 0),
        "page1" or "says1is0" or "number1" => PageStyle.Number("page", "size", ask, 1),
        "number0" => PageStyle.Number("page", "size", ask, 0),
        "unknown0" or "unknown1" or "unknownArray0" or "unknownArray1" => PageStyle.Number("page", "size", ask, null),
        "offset" => PageStyle.Offset("start", "count", ask),
        "offsetTotal" => PageStyle.Offset("start", "count", ask, endsEmpty: true),
        "cursor" => PageStyle.Cursor("after", "first", ask),
        _ => PageStyle.Number("page", "size", ask, 0),
    };

    /// <summary>A list behind one of the dialects.</summary>
    private sealed class PagedService(string dialect, int count, int ask, Oddity oddity)
    {
        public bool AlwaysFirst { get; init; }
        public int Served { get; } = oddity == Oddity.CappedSize ? ask / 2 : ask;

        public string Respond(Dictionary<string, string> query)
        {
            int page = Position(query);
            if (AlwaysFirst) page = 0;
            int pages = (count + Served - 1) / Served;
            if (oddity == Oddity.RepeatsLastPage && page >= pages && pages > 0) page = pages - 1;
            string[] rows = [.. Enumerable.Range(0, count).Skip(page * Served).Take(Served).Select(id => $"{{\"id\":\"{id}\"}}")];
            if (oddity == Oddity.NoContentAtEnd && rows.Length == 0) return string.Empty;
            string list = $"[{string.Join(",", rows)}]";
            int total = oddity switch
            {
                Oddity.TotalTooLow => Math.Max(0, count - 3),
                Oddity.TotalTooHigh => count + 50,
                _ => count,
            };
            if (dialect is "offset" or "unknownArray0" or "unknownArray1") return list;
            if (dialect is "offsetTotal" or "pageTotal") return $"{{\"orders\":{list},\"total\":{total}}}";
            bool hasNext = page < pages - 1;
            if (dialect == "cursor") return $"{{\"quotes\":{list},\"pageInfo\":{{\"endCursor\":\"{Convert.ToBase64String(Encoding.UTF8.GetBytes((page + 1).ToString(CultureInfo.InvariantCulture)))}\",\"hasNextPage\":{(hasNext ? "true" : "false")}}},\"totalCount\":{total}}}";
            int number = dialect is "says0is1" or "number1" or "page1" or "unknown1" ? page + 1 : page;
            // The number of pages decides; a wrong total of elements is advice.
            int totalPages = oddity == Oddity.TotalTooHigh ? pages + 2 : pages;
            return $"{{\"content\":{list},\"page\":{{\"number\":{number},\"size\":{Served},\"totalElements\":{total},\"totalPages\":{totalPages}}}}}";
        }

        private int Position(Dictionary<string, string> query)
        {
            if (query.TryGetValue("start", out string? start)) return PageOfOffset(int.Parse(start, CultureInfo.InvariantCulture));
            if (dialect == "cursor") return query.TryGetValue("after", out string? after) ? int.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(after)), CultureInfo.InvariantCulture) : 0;
            int first = dialect is "number1" or "page1" or "unknown1" or "unknownArray1" or "says0is1" or "says1is0" ? 1 : 0;
            if (!query.TryGetValue("page", out string? page)) return 0;
            return Math.Max(0, int.Parse(page, CultureInfo.InvariantCulture) - first);
        }

        private int PageOfOffset(int offset) => offset / Served;
    }
}
