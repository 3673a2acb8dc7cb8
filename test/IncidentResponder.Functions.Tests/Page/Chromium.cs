using Microsoft.Playwright;

namespace IncidentResponder.Functions.Tests.Page;

/// <summary>Debian's Chromium, started once for all browser tests; null where it is not installed.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Path = "/usr/bin/chromium";
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Path))
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Path,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A fresh window; the test is skipped where there is no browser.</summary>
    internal async Task<IPage> OpenAsync(int width = 390, bool javaScript = true, bool dark = false, bool readPageFromOutside = false)
    {
        Assert.SkipUnless(_browser is not null, $"{Path} is not there: browser tests were not run. apt-get install -y chromium brings it.");
        var context = await _browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 844 },
            JavaScriptEnabled = javaScript,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            BypassCSP = readPageFromOutside,
        });
        context.SetDefaultTimeout(60_000);
        return await context.NewPageAsync();
    }
}
