using PuppeteerSharp;

namespace FastTrackFpx.Store.Tests.Reports;

/// <summary>A headless Chromium of this machine with one page, and what the page did.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly IBrowser _browser;
    private readonly ConcurrentQueue<string> _incidents = new();
    private readonly ConcurrentQueue<string> _requests = new();

    private Browser(IBrowser browser, IPage page)
    {
        (_browser, Page) = (browser, page);
        page.Request += (_, request) => _requests.Enqueue(request.Request.Url);
        page.Dialog += async (_, dialog) =>
        {
            _incidents.Enqueue("dialog: " + dialog.Dialog.Message);
            await dialog.Dialog.Dismiss();
        };
        page.PageError += (_, error) => _incidents.Enqueue("error: " + error.Message);
        page.Console += (_, line) => _incidents.Enqueue($"console: {line.Message.Text}");
    }

    /// <summary>The program; null if it is not installed.</summary>
    internal static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
        .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome", "chrome.exe", "msedge.exe" }.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    internal IPage Page { get; }
    internal IReadOnlyCollection<string> Incidents => _incidents;

    /// <summary>The addresses that the page requested, its own included.</summary>
    internal IReadOnlyCollection<string> Requests => _requests;

    internal static async Task<Browser> OpenAsync(string file, int width, int height)
    {
        IBrowser browser = await Puppeteer.LaunchAsync(new LaunchOptions
        {
            ExecutablePath = Program,
            // The sandbox of Chromium refuses to run as root, as in a container.
            Args = Environment.UserName == "root" ? ["--no-sandbox", "--disable-gpu"] : ["--disable-gpu"],
        });
        var opened = new Browser(browser, await browser.NewPageAsync());
        await opened.Page.SetViewportAsync(new ViewPortOptions { Width = width, Height = height });
        await opened.Page.GoToAsync(new Uri(file).AbsoluteUri);
        return opened;
    }

    public async ValueTask DisposeAsync() => await _browser.DisposeAsync();
}

/// <summary>A test that needs Chromium.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute()
    {
        if (Browser.Program is null) Skip = "No Chromium is installed: the path has no chromium, chromium-browser, google-chrome, chrome.exe or msedge.exe.";
    }
}
