using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using FastTrackFpx.Rest.Data;

namespace FastTrackFpx.Store.Reports;

/// <summary>Writes the report as one HTML page that needs no other file and no network.</summary>
internal sealed class ReportPage(ReportData data, string title, DateTimeOffset written)
{
    /// <summary>Rows of a table that only serves to look something up; a CSV file has all of them.</summary>
    private const int MostListed = 200;

    /// <summary>Bars of a chart; the table under it has all of them.</summary>
    private const int MostBars = 12;

    private static readonly string Style = Resource("report.css");
    private static readonly string Script = Resource("report.js");

    // In the order in which work goes on, with their colours; others follow.
    private static readonly string[] Statuses = ["Completed", "In Progress", "Not Started", "Blocked", "Not Using"];
    private static readonly int[] StatusColours = [1, 2, 5, 3, 4];

    private readonly StringBuilder _html = new(1 << 20);

    internal string Write()
    {
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Script)));
        _html.Append($"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{hash}'">
            <title>{Encode(title)}</title><style>{Style}</style></head><body><a class="skip" href="#customers">Skip to the customers</a>
            <header><h1>{Encode(title)}</h1><p>{Count(data.Customers.Rows.Count, "customer")}. {AsOf()} Written {When(written)}.</p></header><main>
            """);
        WriteTiles();
        _html.Append("<section class=\"charts\" aria-label=\"Charts\">");
        WriteStatusChart();
        WriteChart(data.SeatsByService, [("Seats", 1)], 2);
        WriteChart(data.Usage, [("Seats in use", 1), ("Seats entitled", 2)], 4, isStacked: false);
        WriteChart(data.Blocked, [("Seats", 1)], 3);
        WritePivot(data.Referrals, Distinct(data.Referrals, 0), series: 1, value: 2, [.. Distinct(data.Referrals, 1).Order(StringComparer.Ordinal)]);
        WritePivot(data.Payments, Distinct(data.Payments, 0), series: 2, value: 5, Distinct(data.Payments, 2));
        _html.Append("</section>");
        WriteCustomers();
        WriteList(data.Overdue, FpxDataPart.Entitlement);
        WriteList(data.WithoutExecutive, FpxDataPart.Contact);
        _html.Append("</main><footer><p>Written by FastTrackFpx. This page loads nothing from the network.</p></footer>");
        _html.Append($"<script>{Script}</script></body></html>");
        return _html.ToString();
    }

    private void WriteTiles()
    {
        _html.Append("<section aria-label=\"Key figures\"><dl class=\"tiles\">");
        Tile("Seats", FpxDataPart.MaxEntitlement, data.SeatsByService.Sum(1));
        Tile("Blocked seats", FpxDataPart.Entitlement, data.Blocked.Sum(1));
        Tile("Overdue records", FpxDataPart.Entitlement, data.Overdue.Rows.Count);
        Tile("Without executive contact", FpxDataPart.Contact, data.WithoutExecutive.Rows.Count);
        Tile("Pending referrals", FpxDataPart.Referral, data.Referrals.Rows.Where(row => (string?)row[0] == "Pending").Sum(row => (long)row[2]!));
        Tile("Paid, USD", FpxDataPart.IncentiveStatement, Math.Round(data.Payments.Sum(5)));
        _html.Append("</dl></section>");

        void Tile(string name, FpxDataPart part, decimal value) =>
            _html.Append($"<div><dt>{name}</dt><dd>{(data.HasRead(part) ? Number(value) : "not read")}</dd></div>");
    }

    private void WriteStatusChart()
    {
        List<string> services =
            [.. data.SeatsByStatus.Rows.GroupBy(row => Clean(row[0])).OrderByDescending(rows => rows.Sum(row => (long)row[2]!)).Select(rows => rows.Key)];
        List<string> statuses = [.. Statuses, .. Distinct(data.SeatsByStatus, 1).Except(Statuses)];
        WritePivot(data.SeatsByStatus, services, series: 1, value: 2, statuses, StatusColours);
    }

    /// <summary>A chart with a bar for each row.</summary>
    private void WriteChart(ReportTable table, (string Name, int Column)[] values, int colour, bool isStacked = true)
    {
        List<object?[]> rows = [.. table.Rows.Take(MostBars)];
        ChartSeries[] series =
            [.. values.Select((value, index) => new ChartSeries(value.Name, colour + index, [.. rows.Select(row => ToDouble(row[value.Column]))]))];
        WriteFigure(table, [.. rows.Select(row => Clean(row[0]))], series, isStacked);
    }

    /// <summary>A chart with a bar for each value of the first column, divided by those of another column.</summary>
    private void WritePivot(ReportTable table, List<string> categories, int series, int value, List<string> names, int[]? colours = null)
    {
        categories = [.. categories.Take(MostBars)];
        ILookup<(string, string), object?[]> cells = table.Rows.ToLookup(row => (Clean(row[0]), Clean(row[series])));
        List<ChartSeries> all = [];
        for (int i = 0; i < names.Count; i++)
        {
            double[] values = [.. categories.Select(category => cells[(category, names[i])].Sum(row => ToDouble(row[value])))];
            int colour = colours is not null && i < colours.Length ? colours[i] : ((i + (colours is null ? 1 : 0)) % 8) + 1;
            if (values.Any(number => number != 0)) all.Add(new ChartSeries(names[i], colour, values));
        }

        WriteFigure(table, categories, all, isStacked: true);
    }

    private void WriteFigure(ReportTable table, IReadOnlyList<string> categories, IReadOnlyList<ChartSeries> series, bool isStacked)
    {
        _html.Append($"<figure><figcaption><h2>{table.Title}</h2></figcaption>");
        if (categories.Count == 0 || series.Count == 0)
        {
            _html.Append("<p>No data.</p></figure>");
            return;
        }

        _html.Append(Chart.Bars(table.Name, $"{table.Title}: bar chart. The table below it has the numbers.", categories, series, isStacked));
        if (series.Count > 1)
        {
            _html.Append("<ul class=\"legend\">");
            foreach (ChartSeries each in series) _html.Append($"<li><i style=\"background:var(--c{each.Colour})\"></i>{Encode(each.Name)}");
            _html.Append("</ul>");
        }

        _html.Append("<details><summary>Numbers</summary><div class=\"wide\">");
        WriteTable(table, table.Rows.Count, caption: table.Title, hidden: 0);
        _html.Append("</div></details></figure>");
    }

    private void WriteCustomers()
    {
        string executive = data.HasRead(FpxDataPart.Contact)
            ? """ <label><input type="checkbox" name="only" value="-8"> without executive contact</label>""" : string.Empty;
        _html.Append($"""
            <section><h2 id="customers">Customers</h2><form role="search" class="filter"><label for="filter">Filter customers</label><input id="filter"
            type="search" autocomplete="off" placeholder="Name, domain or tenant id"> <fieldset><legend>Only</legend><label><input type="checkbox"
            name="only" value="5"> blocked</label> <label><input type="checkbox" name="only" value="6"> overdue</label>{executive} <label><input
            type="checkbox" name="only" value="9"> pending referral</label></fieldset>
            <output id="shown" for="filter" aria-live="polite"></output></form><div class="wide">
            """);
        WriteTable(data.Customers, data.Customers.Rows.Count, "Customers", hidden: 1, id: "customer-table");
        _html.Append("</div></section>");
    }

    private void WriteList(ReportTable table, FpxDataPart part)
    {
        if (!data.HasRead(part)) return;
        int count = Math.Min(MostListed, table.Rows.Count);
        string more = table.Rows.Count > count ? $" The first {Number(count)} are listed; the CSV file of New-FpxReport -Csv has all." : string.Empty;
        _html.Append($"<section><details><summary><h2>{table.Title}</h2> <span>({Number(table.Rows.Count)})</span></summary><p>{more}</p><div class=\"wide\">");
        WriteTable(table, count, table.Title, hidden: 1);
        _html.Append("</div></details></section>");
    }

    /// <param name="table">The table.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="caption">What a screen reader calls it.</param>
    /// <param name="hidden">How many of the last columns are not shown, but found by the filter.</param>
    /// <param name="id">Its id, if it has one.</param>
    private void WriteTable(ReportTable table, int count, string caption, int hidden, string? id = null)
    {
        int columns = table.Columns.Count - hidden;
        _html.Append(id is null ? "<table>" : $"<table id=\"{id}\">").Append($"<caption>{caption}</caption><thead><tr>");
        for (int i = 0; i < columns; i++) _html.Append(IsNumber(table.Types[i]) ? "<th scope=col class=n>" : "<th scope=col>").Append(table.Columns[i]);
        _html.Append("<tbody>");
        foreach (object?[] row in table.Rows.Take(count))
        {
            _html.Append(hidden > 0 && id is not null ? $"<tr data-id={row[^1]}>" : "<tr>");
            for (int i = 0; i < columns; i++)
            {
                _html.Append(i == 0 ? "<th scope=row>" : IsNumber(table.Types[i]) ? "<td class=n>" : "<td>");
                WriteCell(row[i], table.Types[i]);
            }
        }

        _html.Append("</table>");
    }

    private void WriteCell(object? value, ColumnType type)
    {
        switch (value)
        {
            case null: break;
            case DateTimeOffset time: _html.Append(time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)); break;
            case long number: _html.Append(Number(number)); break;
            case decimal amount: _html.Append(amount.ToString("#,0.00##", CultureInfo.InvariantCulture)); break;
            case double number: _html.Append(number.ToString(type == ColumnType.Real ? "0.0" : "#,0.00", CultureInfo.InvariantCulture)); break;
            default: _html.Append(Encode(value.ToString()!)); break;
        }
    }

    private string AsOf() => data.AsOf is { } time ? $"Data of {When(time)}." : "No sync was completed.";

    private static List<string> Distinct(ReportTable table, int column) => [.. table.Rows.Select(row => Clean(row[column])).Distinct()];

    private static string Clean(object? value) => Rest.Errors.MessageText.Printable(Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty);

    private static double ToDouble(object? value) => Convert.ToDouble(value ?? 0, CultureInfo.InvariantCulture);

    private static bool IsNumber(ColumnType type) => type is ColumnType.Integer or ColumnType.Real or ColumnType.Decimal;

    private static string Encode(string text) => WebUtility.HtmlEncode(Clean(text));

    private static string Count(int number, string noun) => $"{Number(number)} {noun}{(number == 1 ? string.Empty : "s")}";

    private static string Number(decimal number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string When(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Resource(string name)
    {
        using Stream stream = typeof(ReportPage).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
