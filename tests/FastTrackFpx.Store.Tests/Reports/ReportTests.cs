using FastTrackFpx.Store.Reports;

namespace FastTrackFpx.Store.Tests.Reports;

/// <summary>What New-FpxReport writes.</summary>
public sealed partial class ReportTests(ITestOutputHelper output)
{
    private const string Hostile = "<script>alert(1)</script>\"'&\u001b[31m<img src=x onerror=alert(2)>";

    [Fact]
    public async Task It_is_written_from_a_database_and_shows_its_numbers()
    {
        await using StoreBench bench = await StoreBench.StartAsync();
        bench.Sync(bench["fpx.db"]).Succeeded();
        byte[] before = File.ReadAllBytes(bench["fpx.db"]);
        int calls = bench.Service.Log.Entries.Count;
        FileInfo[] files = [.. bench.Session.Run($"New-FpxReport -OutFile {bench["report.html"]} -Path {bench["fpx.db"]} -Csv -PassThru").Succeeded().Values<FileInfo>()];
        Assert.Equal(10, files.Length);
        Assert.All(files, file => Assert.True(file.Exists));
        Assert.Equal(calls, bench.Service.Log.Entries.Count);
        Assert.Equal(before, File.ReadAllBytes(bench["fpx.db"]));
        string html = File.ReadAllText(files[0].FullName);
        foreach (string sql in new[] { "SELECT sum(seats) FROM max_entitlement", "SELECT sum(seats) FROM entitlement WHERE l1_name = 'Blocked'", "SELECT count(*) FROM entitlement_overdue", "SELECT count(*) FROM tenant_without_executive_contact" })
            Assert.Contains($"<dd>{StoreBench.Count(bench["fpx.db"], sql):N0}</dd>", html, StringComparison.Ordinal);
        Assert.Equal(40, StoreBench.Rows(bench["fpx.db"], "SELECT tenant_id FROM tenant").Count(id => html.Contains($"<tr data-id={id}>", StringComparison.Ordinal)));
        Assert.Equal(41, File.ReadAllLines(files.Single(file => file.Name == "report.customers.csv").FullName).Length);
    }

    [Fact]
    public async Task It_is_written_live_with_the_same_numbers()
    {
        await using StoreBench bench = await StoreBench.StartAsync(options => options.Tenants = 10);
        bench.Sync(bench["fpx.db"], ("ResolveService", true)).Succeeded();
        bench.Session.Run($"New-FpxReport -OutFile {bench["stored.html"]} -Path {bench["fpx.db"]}").Succeeded();
        SessionResult live = bench.Session.Run($"New-FpxReport -OutFile {bench["live.html"]} -ResolveService").Succeeded();
        Assert.Empty(live.Output);
        Assert.Equal(MainOf(bench["stored.html"]), MainOf(bench["live.html"]));
    }

    [Fact]
    public async Task What_if_writes_nothing_and_a_missing_database_is_an_error()
    {
        await using StoreBench bench = await StoreBench.StartAsync(options => options.Tenants = 1);
        bench.Session.Run($"New-FpxReport -OutFile {bench["report.html"]} -WhatIf").Succeeded();
        SessionResult missing = bench.Session.Run($"New-FpxReport -OutFile {bench["report.html"]} -Path {bench["none.db"]}");
        SessionResult nowhere = bench.Session.Run($"New-FpxReport -OutFile {bench[Path.Combine("none", "report.html")]}");
        Assert.StartsWith(FpxErrorCode.DatabaseUnavailable, missing.TerminatingError!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith(FpxErrorCode.FileNotWritable, nowhere.TerminatingError!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.False(File.Exists(bench["report.html"]));
        Assert.False(File.Exists(bench["none.db"]));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_or_is_a_database_is_an_error_before_anything_is_read()
    {
        await using StoreBench bench = await StoreBench.StartAsync(options => options.Tenants = 1);
        bench.Sync(bench["fpx.db"]).Succeeded();
        byte[] before = File.ReadAllBytes(bench["fpx.db"]);
        int calls = bench.Service.Log.Entries.Count;

        // As if its first parameter were -Path, as that of Sync-FpxData is.
        SessionResult live = bench.Session.Run($"New-FpxReport {bench["fpx.db"]}");
        SessionResult stored = bench.Session.Run($"New-FpxReport {bench["fpx.db"]} -Path {bench["fpx.db"]}");
        SessionResult nowhere = bench.Session.Run($"New-FpxReport {bench[Path.Combine("none", "report.html")]}");

        foreach (SessionResult result in new[] { live, stored })
        {
            Assert.StartsWith(FpxErrorCode.InvalidInput, result.TerminatingError!.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Equal($"-OutFile: {bench["fpx.db"]} is a SQLite database, which a report does not replace.", result.TerminatingError.Exception.Message);
        }

        Assert.Equal($"The file {bench[Path.Combine("none", "report.html")]} cannot be written: its folder does not exist.", nowhere.TerminatingError!.Exception.Message);
        Assert.Equal(calls, bench.Service.Log.Entries.Count);
        Assert.Equal(before, File.ReadAllBytes(bench["fpx.db"]));
    }

    [Fact]
    public void What_was_not_read_is_not_shown_as_none()
    {
        using Database database = SampleDatabase.Create(1, parts: "Tenant,Usage");
        database.Execute("DELETE FROM contact");
        database.Execute("UPDATE tenant SET name = NULL");
        string html = new ReportPage(new ReportData(database), "Report", DateTimeOffset.UnixEpoch).Write();
        Assert.Equal(6, Regex.Matches(html, "<dd>not read</dd>").Count);
        Assert.DoesNotContain("executive contact</h2>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"-8\"", html, StringComparison.Ordinal);
        // A customer without a name is known by its id.
        Assert.Contains("<p>1 customer. ", html, StringComparison.Ordinal);
        Assert.Contains("<tr data-id=00000001-0000-0000-0000-000000000000><th scope=row>00000001-0000-0000-0000-000000000000<", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Records_are_counted_and_not_their_customers()
    {
        using Database database = SampleDatabase.Create(3);
        database.Execute("UPDATE entitlement SET l1_name = 'Blocked', l2_name = 'Customer', service_name = NULL, service_id = NULL");
        Assert.Equal(["Service not resolved", "Blocked", 900L, 9L], Assert.Single(new ReportData(database).SeatsByStatus.Rows));
    }

    [Fact]
    public void Money_that_was_taken_back_has_a_bar_and_thousandths_are_shown()
    {
        using Database database = SampleDatabase.Create(1);
        database.Execute("UPDATE incentive_transaction SET payment_usd = -400, payment_local = -123.456, local_currency = 'KWD'");
        string html = new ReportPage(new ReportData(database), "Report", DateTimeOffset.UnixEpoch).Write();
        string chart = Svg().Matches(html).Select(match => match.Value).Single(svg => svg.Contains("Payments in USD", StringComparison.Ordinal));
        Assert.Contains(">-400<", chart, StringComparison.Ordinal);
        Assert.Contains(">January 2026", chart, StringComparison.Ordinal);
        Assert.Contains("<td class=n>-123.456<td class=n>-400.00", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_are_short_and_differ_and_counts_have_no_fractions()
    {
        string chart = Chart.Bars("x", "Title", ["Microsoft Defender for Office 365", "Microsoft Teams Phone", "Microsoft Purview Information Protection"], [new("Seats", 1, [1, 1, 1])], isStacked: true);
        string[] texts = [.. XElement.Parse(chart).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value)];
        Assert.Equal(["0", "1", "Defender for Office 365", "Microsoft Teams Phone", "Purview…ation Protection"], texts.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Hostile_text_is_text()
    {
        using Database database = SampleDatabase.Create(20, Hostile);
        var data = new ReportData(database);

        string html = new ReportPage(data, Hostile, DateTimeOffset.UnixEpoch).Write();

        // Its own script is the only one, and it has no handler, address or control character.
        Assert.Single(Regex.Matches(html, "<script", RegexOptions.IgnoreCase));
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\u001b', html);
        Assert.DoesNotMatch(@"\s(src|href)\s*=\s*[""']?[^""'#\s]", Tags(html));
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html, StringComparison.Ordinal);
        foreach (Match svg in Svg().Matches(html)) XElement.Parse(svg.Value);
    }

    [Fact]
    public void A_cell_of_a_CSV_file_cannot_be_a_formula()
    {
        using Database database = SampleDatabase.Create(1, "=HYPERLINK(\"http://x\")");
        string csv = CsvFile.Write(new ReportData(database).Customers);
        Assert.StartsWith("\"'=HYPERLINK(\"\"http://x\"\") 0\",", csv.Split("\r\n")[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Each_chart_has_a_name_ids_of_its_own_and_its_numbers_as_a_table()
    {
        using Database database = SampleDatabase.Create(20);
        string html = new ReportPage(new ReportData(database), "Report", DateTimeOffset.UnixEpoch).Write();
        string[] charts = [.. Svg().Matches(html).Select(match => match.Value)];
        Assert.Equal(6, charts.Length);
        Assert.All(charts, chart => Assert.Matches("^<svg [^>]*role=\"img\" aria-labelledby=\"([a-z-]+)\"><title id=\"\\1\">[^<]+</title>", chart));
        string[] ids = [.. Regex.Matches(html, " id=\"([^\"]+)\"").Select(match => match.Groups[1].Value)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Equal(charts.Length, Regex.Matches(html, "<summary>Numbers</summary>").Count);
        Assert.DoesNotContain("rgb(", string.Concat(charts), StringComparison.Ordinal);
    }

    [Fact, Trait("Category", "Slow")]
    public void Ten_thousand_customers_take_three_megabytes_at_most_and_no_quadratic_time()
    {
        using Database database = SampleDatabase.Create(10_000);
        var watch = Stopwatch.StartNew();
        string html = new ReportPage(new ReportData(database), "Report", DateTimeOffset.UnixEpoch).Write();
        output.WriteLine($"{watch.Elapsed.TotalSeconds:0.0} s, {html.Length / 1e6:0.00} MB");
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 60);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(html), 1, 3_000_000);
    }

    private static string MainOf(string path) => Regex.Match(File.ReadAllText(path), "<main>.*</main>", RegexOptions.Singleline).Value;

    private static string Tags(string html) => string.Concat(Regex.Matches(html, "<[a-z][^>]*>").Select(match => match.Value));

    [GeneratedRegex("<svg .*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Svg();
}
