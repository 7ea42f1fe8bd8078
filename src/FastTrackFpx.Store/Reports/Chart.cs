using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace FastTrackFpx.Store.Reports;

/// <summary>A series of a chart.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Colour">Which of the page's colours it has.</param>
/// <param name="Values">A value for each category.</param>
internal sealed record ChartSeries(string Name, int Colour, IReadOnlyList<double> Values);

/// <summary>Horizontal bars as an SVG element. Its colours are the page's variables, so that they follow light, dark and print.</summary>
internal static partial class Chart
{
    // A phone shows it with letters of nine pixels.
    private const int Width = 400;
    private const int LongestLabel = 25;
    private const string Brand = "Microsoft ";
    private const int FontSize = 12;

    // A character of the widest font that browsers take for the page, in relation to the font's size.
    private const double CharacterWidth = 0.58;

    // OxyPlot writes fixed colours; these stand for variables and are replaced.
    private static readonly OxyColor Ink = OxyColor.FromRgb(0, 0, 2);
    private static readonly OxyColor Line = OxyColor.FromRgb(0, 0, 3);

    internal static string Bars(string id, string title, IReadOnlyList<string> categories, IReadOnlyList<ChartSeries> series, bool isStacked)
    {
        int bars = categories.Count * (isStacked ? 1 : series.Count);
        double height = 60 + (bars * (isStacked ? 26 : 18));
        PlotModel model = Model(categories, series, isStacked);
        string svg = new SvgExporter { Width = Width, Height = height, IsDocument = false, UseVerticalTextAlignmentWorkaround = false }.ExportToString(model);
        string body = svg[(svg.IndexOf('>', svg.IndexOf("<svg", StringComparison.Ordinal)) + 1)..];
        body = Colours().Replace(body, colour => (colour.Groups[1].Value, colour.Groups[2].Value) switch
        {
            (var number, "1") => $"var(--c{number})",
            (_, "2") => "var(--ink)",
            _ => "var(--line)",
        });
        // Ids are those of the whole page.
        body = body.Replace("clipPath", $"{id}-clip", StringComparison.Ordinal)
            .Replace($"<{id}-clip ", "<clipPath ", StringComparison.Ordinal)
            .Replace($"</{id}-clip>", "</clipPath>", StringComparison.Ordinal)
            .Replace("black", "var(--line)", StringComparison.Ordinal);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""<svg viewBox="0 0 {Width} {height}" role="img" aria-labelledby="{id}-title">"""
            + $"""<title id="{id}-title">{WebUtility.HtmlEncode(title)}</title>{Space().Replace(body, "><").Trim()}""");
    }

    private static PlotModel Model(IReadOnlyList<string> categories, IReadOnlyList<ChartSeries> series, bool isStacked)
    {
        List<string> labels = [.. categories.Select(Label)];
        double margin = 12 + (labels.Max(label => label.Length) * FontSize * CharacterWidth);
        bool isNegative = series.Any(each => each.Values.Any(value => value < 0));
        var model = new PlotModel
        {
            DefaultFont = "Segoe UI, system-ui, sans-serif",
            DefaultFontSize = FontSize,
            TextColor = Ink,
            PlotAreaBorderThickness = new OxyThickness(0),
            // Not measured: the browser's font is another one than OxyPlot's.
            PlotMargins = new OxyThickness(margin, 4, 24, 28),
            Culture = CultureInfo.InvariantCulture,
        };
        model.Axes.Add(new CategoryAxis
        {
            Position = AxisPosition.Left,
            // The first category is drawn at the bottom.
            ItemsSource = labels.AsEnumerable().Reverse().ToList(),
            TickStyle = TickStyle.None,
            AxislineStyle = LineStyle.Solid,
            AxislineColor = Line,
            GapWidth = 0.5,
        });
        model.Axes.Add(new LinearAxis
        {
            Position = AxisPosition.Bottom,
            // Money that was taken back goes to the left.
            Minimum = isNegative ? double.NaN : 0,
            MinimumPadding = 0,
            // Seats and referrals are whole.
            MinimumMajorStep = 1,
            MajorGridlineStyle = LineStyle.Solid,
            MajorGridlineColor = Line,
            MinorTickSize = 0,
            TicklineColor = Line,
            LabelFormatter = Short,
        });
        foreach (ChartSeries each in isStacked ? series : series.Reverse())
        {
            var bars = new BarSeries { Title = each.Name, IsStacked = isStacked, FillColor = OxyColor.FromRgb((byte)each.Colour, 0, 1), StrokeThickness = 0 };
            foreach (double value in each.Values.Reverse()) bars.Items.Add(new BarItem(value));
            model.Series.Add(bars);
        }

        return model;
    }

    // The end is kept, because names of services differ there, and what they have in common goes first.
    private static string Label(string category)
    {
        if (category.Length <= LongestLabel) return category;
        if (category.StartsWith(Brand, StringComparison.Ordinal)) return Label(category[Brand.Length..]);
        return string.Concat(category.AsSpan(0, 8).TrimEnd(), "…", category.AsSpan(category.Length - LongestLabel + 9).TrimStart());
    }

    private static string Short(double value) => Math.Abs(value) switch
    {
        >= 1e6 => (value / 1e6).ToString("0.##", CultureInfo.InvariantCulture) + "M",
        >= 1e4 => (value / 1e3).ToString("0.#", CultureInfo.InvariantCulture) + "k",
        _ => value.ToString("#,0.##", CultureInfo.InvariantCulture),
    };

    [GeneratedRegex(@"rgb\((\d+),0,([123])\)")]
    private static partial Regex Colours();

    [GeneratedRegex(@">\s+<")]
    private static partial Regex Space();
}
