using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Mitreden.BrowserTests;

/// <summary>Every page by its address, on a phone in light and at a desk in dark: no barrier, nothing that sticks out, no error in the console, and on the phone everything reached with the keyboard alone.</summary>
/// <remarks>
/// A page with a parameter in its route needs a value in <see cref="Samples"/>, or a reason in <see cref="Skipped"/>. Where MITREDEN_PICTURES names a folder,
/// each page leaves a picture there, on both in light and dark, and as it is printed.
/// </remarks>
public sealed class EveryPageTests(Browser browser)
{
    /// <summary>Pages that this test does not open, and why.</summary>
    private static readonly Dictionary<string, string> Skipped = new()
    {
        ["/desk/share-target"] = "shows nothing: it hands on to /desk/share what another app has shared",
        ["/desk/drills/{id:guid}/thread"] = "is there only while a drill runs, and then there is none to prepare; Journeys/FireDrillTests goes there",
        ["/guideline/changes"] = "leads to /guideline until somebody knows an older version; Journeys/GuidelineTests goes there",
        ["/placement/more"] = "asks between two units only, with the item of /placement/question",
        ["/setup"] = "leads to /sign-in once there is an organisation; the test below opens it",
    };

    /// <summary>What everybody may open, and some only while they are not signed in.</summary>
    private static readonly string[] Anonymous = ["/access/", "/error/", "/guideline/open/", "/join/", "/offline", "/sign-in"];

    /// <summary>What ends once somebody has answered all questions of the placement.</summary>
    private static readonly string[] Unplaced = ["/placement", "/placement/question"];

    [Fact]
    public async Task Every_page_fits_phone_and_desk_and_has_no_barrier()
    {
        await using var journey = await Journey.BeginAsync(browser, Database.Sqlite);
        await journey.RunAsync(async () =>
        {
            var (routes, samples) = (Routes(journey.App), await Samples.MakeAsync(journey.App));
            var wrong = routes.Where(r => r.Contains('{') && !samples.ContainsKey(r) && !Skipped.ContainsKey(r)).Select(r => $"{r}: say in Samples where it is, or in Skipped why nobody goes there")
                .Concat(samples.Keys.Concat(Skipped.Keys).Except(routes).Select(r => $"{r}: there is no such page any more")).ToList();
            var addresses = routes.Except(Skipped.Keys).Where(r => !r.Contains('{') || samples.ContainsKey(r)).Select(r => samples.GetValueOrDefault(r, r)).ToList();
            var eyes = await EyesAsync(journey);

            await LookAsync(eyes, addresses.Where(IsAnonymous));
            await SignInAsync(journey, eyes, "anna");
            await LookAsync(eyes, ["/placement"]);
            await eyes[0].Page.GotoAsync("/placement");
            await eyes[0].Page.ClickAsync("main .button--primary");
            await eyes[0].Page.WaitForURLAsync("**/placement/question", new PageWaitForURLOptions { WaitUntil = WaitUntilState.Commit });
            await LookAsync(eyes, ["/placement/question"]);
            await SignInAsync(journey, eyes, "jana");
            await LearnAsync(eyes[1].Page);
            await WriteAsync(eyes[1].Page);
            await LookAsync(eyes, addresses.Where(a => !IsAnonymous(a) && !Unplaced.Contains(a)));

            Rule.Holds(wrong.Concat(eyes.SelectMany(e => e.Wrong)));
        });
    }

    [Fact]
    public async Task The_page_of_the_first_run_fits_phone_and_desk_and_has_no_barrier()
    {
        await using var journey = await Journey.BeginAsync(browser, Database.Sqlite, new TestAppOptions { Demo = false });
        await journey.RunAsync(async () =>
        {
            var eyes = await EyesAsync(journey);
            await LookAsync(eyes, ["/setup"]);
            Rule.Holds(eyes.SelectMany(e => e.Wrong));
        });
    }

    private static bool IsAnonymous(string address) => Anonymous.Any(a => address.StartsWith(a, StringComparison.Ordinal));

    /// <summary>The routes of all pages, as written.</summary>
    private static List<string> Routes(TestApp app) => [.. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null).Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Distinct().Order(StringComparer.Ordinal)];

    private static async Task<Eye[]> EyesAsync(Journey journey)
    {
        var (phone, desk) = (await journey.PhoneAsync("phone"), await journey.DeskAsync("desk"));
        Eye[] eyes = [await Eye.OpenAsync(phone, 390, ColorScheme.Light), await Eye.OpenAsync(desk, 1440, ColorScheme.Dark)];
        if (Eye.Pictures is null) return eyes;
        // Whoever looks at pictures looks at all four; for the test two are enough, because journeys look the other way round.
        return [.. eyes, await Eye.OpenAsync(await journey.PhoneAsync("phone-dark"), 390, ColorScheme.Dark), await Eye.OpenAsync(await journey.DeskAsync("desk-light"), 1440, ColorScheme.Light)];
    }

    private static async Task LookAsync(Eye[] eyes, IEnumerable<string> addresses)
    {
        var all = addresses.ToList();
        await Task.WhenAll(eyes.Select(async eye =>
        {
            foreach (var address in all) await eye.LookAtAsync(address);
        }));
    }

    private static async Task SignInAsync(Journey journey, Eye[] eyes, string person)
    {
        foreach (var eye in eyes)
        {
            await eye.Page.Context.ClearCookiesAsync();
            await journey.SignInAsync(eye.Page, person);
        }
    }

    /// <summary>Begins without questions and does the first unit.</summary>
    private static async Task LearnAsync(IPage page)
    {
        await page.GotoAsync("/placement");
        await page.ClickAsync("[formaction$=Without]");
        await page.WaitForURLAsync("**/learning", new PageWaitForURLOptions { WaitUntil = WaitUntilState.Commit });
        await page.GotoAsync("/learning/units/K1");
        var steps = await page.Locator("[data-step]").CountAsync();
        for (var step = 0; step < steps; step++) await page.ClickAsync("[data-step]:visible .button--primary");
        await page.WaitForURLAsync("**/learning/units/K1/done", new PageWaitForURLOptions { WaitUntil = WaitUntilState.Commit });
    }

    /// <summary>Changes a rule and lays the next version open, so that there is something to look through and to publish.</summary>
    private static async Task WriteAsync(IPage page)
    {
        await page.GotoAsync("/guideline/edit/rules/R02");
        await page.FillAsync("#f-sentence-du", "Sag zuerst, wo du arbeitest.");
        await page.FillAsync("#f-sentence-sie", "Sagen Sie zuerst, wo Sie arbeiten.");
        await page.FillAsync("#f-sentence-en", "First say where you work.");
        await page.ClickAsync("#writing .actionbar .button--primary");
        await page.ClickAsync("form[action*='Offer'] button");
        await Expect(page.Locator("#rule-R02 ins").First).ToBeVisibleAsync();
    }

    /// <summary>A device that looks at pages and keeps what is wrong with them.</summary>
    private sealed class Eye
    {
        public static readonly string? Pictures = Environment.GetEnvironmentVariable("MITREDEN_PICTURES") is { Length: > 0 } folder ? folder : null;

        private readonly int _width;
        private readonly string _scheme;
        private string _address = "";

        private Eye(IPage page, int width, ColorScheme scheme) => (Page, _width, _scheme) = (page, width, scheme == ColorScheme.Dark ? "dark" : "light");

        /// <summary>The device's page.</summary>
        public IPage Page { get; }
        /// <summary>What is wrong, with the address and the width before it.</summary>
        public List<string> Wrong { get; } = [];

        public static async Task<Eye> OpenAsync(IPage page, int width, ColorScheme scheme)
        {
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            var eye = new Eye(page, width, scheme);
            page.Console += (_, said) => eye.Hear(said);
            page.PageError += (_, error) => eye.Note($"throws {error}");
            return eye;
        }

        public async Task LookAtAsync(string address)
        {
            _address = address;
            var answer = await Page.GotoAsync(address);
            if (answer?.Status != Expected(address)) Note($"answers {answer?.Status}");
            if (new Uri(Page.Url).AbsolutePath != address) Note($"leads to {new Uri(Page.Url).PathAndQuery}");
            if (await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") is var wide && wide > _width) Note($"is {wide} pixels wide");
            foreach (var barrier in await Barriers.FindAsync(Page)) Note(barrier.ToString());
            if (Pictures is not null) await KeepAsync(Path.Combine(Pictures, Name(address)));
            // The phone has the bars that hide things. Where somebody waits for pictures anyway, the desk is gone through as well: it takes a minute and a half.
            if (_width < 400 || Pictures is not null)
                foreach (var wrong in await KeyboardWalk.FindAsync(Page)) Note(wrong);
            _address = "";
        }

        /// <summary>The page as it stands, and from the desk as it is printed.</summary>
        private async Task KeepAsync(string path)
        {
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = path + ".png", FullPage = true });
            if (_width > 400) await Page.PdfAsync(new PagePdfOptions { Path = path + ".pdf", Format = PaperFormat.A4 });
        }

        /// <summary>The error page says with its status what it is about.</summary>
        private static int Expected(string address) => address.StartsWith("/error/", StringComparison.Ordinal) ? int.Parse(address[^3..], System.Globalization.CultureInfo.InvariantCulture) : 200;

        /// <summary>The address without what is different in every run, the width and the scheme.</summary>
        private string Name(string address)
        {
            var parts = address.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(p => Guid.TryParse(p, out _) ? "id" : p.Length == 22 ? "secret" : p);
            return $"{(address == "/" ? "start" : string.Join('-', parts))}-{_width}-{_scheme}";
        }

        private void Hear(IConsoleMessage said)
        {
            if (said.Type != "error" || _address.Length == 0) return;
            // The browser calls every page whose status is no 200 an error; the status is looked at above.
            if (said.Text.StartsWith("Failed to load resource", StringComparison.Ordinal) && said.Location.Contains(_address, StringComparison.Ordinal)) return;
            Note($"says \"{said.Text}\" ({said.Location})");
        }

        private void Note(string what)
        {
            lock (Wrong) Wrong.Add($"{_address} at {_width} in {_scheme}: {what}");
        }
    }
}
