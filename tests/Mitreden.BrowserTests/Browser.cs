using Microsoft.Playwright;
using Mitreden.BrowserTests;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Mitreden.BrowserTests;

/// <summary>The one Chromium of the run: Debian's, nothing is downloaded.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>Chromium without windows draws nothing but pages and takes half the time; the whole browser does as well.</summary>
    private static string Program => File.Exists("/usr/bin/chromium-headless-shell") ? "/usr/bin/chromium-headless-shell" : "/usr/bin/chromium";

    private IPlaywright? _playwright;

    /// <summary>The browser; every test opens a context of its own in it.</summary>
    public IBrowser Chromium { get; private set; } = null!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Journey.Patience);
        _playwright = await Playwright.CreateAsync();
        Chromium = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
                // Names of other machines lead nowhere, whatever a page asks for.
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"],
        });
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Chromium is not null) await Chromium.DisposeAsync();
        _playwright?.Dispose();
    }
}
