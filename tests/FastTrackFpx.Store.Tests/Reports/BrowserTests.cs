using Deque.AxeCore.Commons;
using FastTrackFpx.Store.Reports;
using PuppeteerSharp;
using PuppeteerSharp.Media;

namespace FastTrackFpx.Store.Tests.Reports;

/// <summary>The report in a real browser, with hostile names, on a desktop and on a phone, light and dark.</summary>
[Trait("Category", "Slow")]
public sealed class BrowserTests(ITestOutputHelper output)
{
    private const string Hostile = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>";

    [BrowserTheory]
    [InlineData("light", 1280, 900)]
    [InlineData("dark", 360, 740)]
    public async Task It_is_accessible_runs_nothing_foreign_and_filters(string scheme, int width, int height)
    {
        using var folder = new TemporaryFolder();
        using (Database database = SampleDatabase.Create(60, Hostile))
            File.WriteAllText(folder["report.html"], new ReportPage(new ReportData(database), Hostile, DateTimeOffset.UnixEpoch).Write());
        await using Browser browser = await Browser.OpenAsync(folder["report.html"], width, height);
        await browser.Page.EmulateMediaFeaturesAsync([new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = scheme }]);

        await browser.Page.EvaluateExpressionAsync(new BundledAxeScriptProvider().GetScript());
        await browser.Page.EvaluateExpressionAsync("axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'] }).then(result => { window.found = result; })");
        string[] violations = await browser.Page.EvaluateExpressionAsync<string[]>("found.violations.map(one => one.id + ': ' + one.nodes.slice(0, 3).map(node => node.html).join(' '))");
        string[] passes = await browser.Page.EvaluateExpressionAsync<string[]>("found.passes.map(one => one.id)");
        int all = await ShownAsync(browser);
        await browser.Page.TypeAsync("#filter", "customer7.example.com");
        await browser.Page.WaitForFunctionAsync("() => document.querySelectorAll('#customer-table tbody tr:not([hidden])').length === 1");
        bool isTooWide = await browser.Page.EvaluateExpressionAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth");
        string background = await browser.Page.EvaluateExpressionAsync<string>("getComputedStyle(document.body).backgroundColor");
        string screenshot = Path.Combine(AppContext.BaseDirectory, $"report-{scheme}.png");
        await browser.Page.ScreenshotAsync(screenshot);
        await browser.Page.EmulateMediaTypeAsync(MediaType.Print);
        // The part of a sheet of US letter that is printed, which is shorter than A4.
        await browser.Page.SetViewportAsync(new ViewPortOptions { Width = 965, Height = 725 });
        bool isCutOff = await browser.Page.EvaluateExpressionAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth");
        output.WriteLine(screenshot);

        Assert.Empty(violations);
        Assert.Contains("color-contrast", passes);
        Assert.Contains("label", passes);
        Assert.Equal(60, all);
        Assert.False(isTooWide, "The page scrolls sideways.");
        Assert.False(isCutOff, "Columns are cut off in print.");
        Assert.Equal(scheme == "dark", IsDark(background));
        Assert.Empty(browser.Incidents);
        Assert.Equal([new Uri(folder["report.html"]).AbsoluteUri], browser.Requests);
        Assert.InRange(new FileInfo(screenshot).Length, 5_000, 5_000_000);
    }

    private static Task<int> ShownAsync(Browser browser) => browser.Page.EvaluateExpressionAsync<int>("document.querySelectorAll('#customer-table tbody tr:not([hidden])').length");

    // rgb(r, g, b)
    private static bool IsDark(string color) => JsonSerializer.Deserialize<int[]>("[" + color[(color.IndexOf('(', StringComparison.Ordinal) + 1)..].TrimEnd(')') + "]")![0] < 128;
}
