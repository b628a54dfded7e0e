using Microsoft.Playwright;

namespace Mitreden.BrowserTests;

/// <summary>
/// One test's program and devices. On failure every device leaves a picture in <c>artifacts/browser</c>, and with MITREDEN_TRACE=1 a trace
/// that <c>npx playwright show-trace FILE</c> plays. Recording one costs as much processor time as all the rest of a test.
/// </summary>
public sealed class Journey : IAsyncDisposable
{
    /// <summary>Milliseconds that a step may take on a busy machine.</summary>
    public const int Patience = 30_000;

    private static readonly bool Traces = Environment.GetEnvironmentVariable("MITREDEN_TRACE") == "1";

    private readonly IBrowser _browser;
    private readonly List<(string Name, IPage Page)> _devices = [];

    private Journey(IBrowser browser, TestApp app, Uri address) => (_browser, App, Address) = (browser, app, address);

    /// <summary>The program.</summary>
    public TestApp App { get; }
    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts the program on a free port, with its job loop and the machine's clock.</summary>
    public static async Task<Journey> BeginAsync(Browser browser, Database database, TestAppOptions? options = null)
    {
        var app = new TestApp((options ?? new TestAppOptions()) with { Database = database, JobLoop = true, RealTime = true });
        app.UseKestrel(0);
        await app.StartAsync();
        var address = app.ClientOptions.BaseAddress;
        return new Journey(browser.Chromium, app, new UriBuilder(address) { Host = "localhost" }.Uri);
    }

    /// <summary>Takes a phone in the hand.</summary>
    public Task<IPage> PhoneAsync(string name, string language = "de-DE", bool script = true) => OpenAsync(name, 390, 844, language, touch: true, script);

    /// <summary>Sits down at a desk.</summary>
    public Task<IPage> DeskAsync(string name, string language = "de-DE", bool script = true) => OpenAsync(name, 1440, 900, language, touch: false, script);

    /// <summary>Signs a demo person in on the device and opens the start page.</summary>
    public async Task SignInAsync(IPage page, string person)
    {
        var answer = await page.APIRequest.PostAsync($"{Address}demo/sign-in", new APIRequestContextOptions { Form = Form(page, person) });
        Assert.True(answer.Ok, $"{person} could not sign in: {answer.Status}");
        await page.GotoAsync(Address.ToString());
    }

    /// <summary>
    /// No accessibility violation on the page as it stands: on a phone in dark, at a desk in light. <see cref="EveryPageTests"/> looks the other way round, and
    /// looking costs more than all the rest of a journey.
    /// </summary>
    public static async Task AxeAsync(IPage page)
    {
        var scheme = page.ViewportSize!.Width < 600 ? ColorScheme.Dark : ColorScheme.Light;
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        // Colours that are still on their way from one scheme to the other would be neither.
        await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))))");
        var barriers = await Barriers.FindAsync(page);
        Assert.True(barriers.Count == 0, $"{page.Url} in {scheme}:\n{string.Join('\n', barriers)}");
    }

    /// <summary>Waits until something holds that no page shows.</summary>
    public async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var waited = 0; waited < Patience; waited += 100)
        {
            if (await holds()) return;
            await Task.Delay(100);
        }
        Assert.Fail("It did not come true in time.");
    }

    /// <summary>Runs the steps; when one fails, keeps pictures and traces.</summary>
    public async Task RunAsync(Func<Task> steps)
    {
        try
        {
            await steps();
        }
        catch
        {
            await KeepAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var (_, page) in _devices) await page.Context.DisposeAsync();
        await App.DisposeAsync();
    }

    private async Task<IPage> OpenAsync(string name, int width, int height, string language, bool touch, bool script)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address.ToString(), Locale = language, TimezoneId = "Europe/Berlin", ViewportSize = new ViewportSize { Width = width, Height = height },
            JavaScriptEnabled = script, HasTouch = touch, IsMobile = touch, ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(Patience);
        context.SetDefaultNavigationTimeout(Patience);
        if (Traces) await context.Tracing.StartAsync(new TracingStartOptions { Screenshots = true, Snapshots = true });
        var page = await context.NewPageAsync();
        _devices.Add((name, page));
        return page;
    }

    private async Task KeepAsync()
    {
        var test = TestContext.Current.TestMethod?.MethodName ?? "test";
        var folder = Path.Combine(Repository.Root, "artifacts", "browser", $"{test}-{App.Database}");
        Directory.CreateDirectory(folder);
        foreach (var (name, page) in _devices)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true });
            if (Traces) await page.Context.Tracing.StopAsync(new TracingStopOptions { Path = Path.Combine(folder, name + ".zip") });
        }
    }

    private static IFormData Form(IPage page, string person)
    {
        var form = page.APIRequest.CreateFormData();
        form.Set("person", person);
        return form;
    }
}
