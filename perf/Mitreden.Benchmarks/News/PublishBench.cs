using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Mitreden.Benchmarks.Alerts.Outside;
using Mitreden.Benchmarks.Product;

namespace Mitreden.Benchmarks.News;

/// <summary>
/// Something is published to a whole company whose start pages all stand open: how long until the last of them shows it, counted from before the
/// request that publishes, and whether each person gets exactly one mail.
/// </summary>
internal static partial class PublishBench
{
    private const string Domain = "neu.example";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>Measures an announcement and a version of the guideline on the databases asked for; true when nothing was lost or doubled.</summary>
    public static Task<bool> RunAsync(Published app, Options options) => Databases.EachAsync(app, options.Databases, async store =>
    {
        var people = options.Number("people", 500);
        var mails = new ConcurrentQueue<Arrival>();
        await using var server = new MailEnd(mails);
        var settings = new Dictionary<string, string>
        {
            ["MITREDEN__MAIL__HOST"] = "127.0.0.1", ["MITREDEN__MAIL__PORT"] = server.Port.ToString(CultureInfo.InvariantCulture), ["MITREDEN__MAIL__SECURITY"] = "none",
        };
        await using var product = await RunningProduct.StartAsync(app with { Settings = settings }, store, RunningProduct.FreePort());
        Figures.Say($"{store.Name}: {people} people join");
        var browsers = await Newcomers.JoinAsync(product.Address, people, Domain);
        using var miriam = new Browser(product.Address, people + 1);
        await miriam.PostAsync("/demo/sign-in", ("person", "miriam"));
        await using var pages = await OpenStarts.OpenAsync(browsers);
        var held = await MeasureAsync(store, "announcement", people, pages, mails, () => AnnounceAsync(miriam, pages));
        held &= await MeasureAsync(store, "guideline", people, pages, mails, () => GuideAsync(miriam, pages));
        foreach (var browser in browsers) browser.Dispose();
        return held;
    });

    private static async Task<bool> MeasureAsync(Store store, string what, int people, OpenStarts pages, ConcurrentQueue<Arrival> mails, Func<Task<long>> publish)
    {
        mails.Clear();
        var begin = await publish();
        var seen = (await pages.ArriveAsync()).Select(at => Figures.Milliseconds(begin, at)).ToList();
        await MailsAsync(mails, people, begin);
        var last = Figures.Milliseconds(begin, Stopwatch.GetTimestamp());
        var sent = mails.Where(m => m.To.StartsWith("nora-", StringComparison.Ordinal)).GroupBy(m => m.To).ToDictionary(g => g.Key, g => g.Count());
        var result = new
        {
            bench = "publish",
            database = store.Name,
            what,
            people,
            visible = seen.Count,
            visible_p50_ms = Figures.Percentile(seen, 0.5),
            visible_ms = Figures.Percentile(seen, 1),
            mails = sent.Count,
            mails_s = Math.Round(last / 1000, 1),
            doubled = sent.Count(m => m.Value > 1),
            lost = people - sent.Count,
        };
        Figures.Print(result);
        return result is { doubled: 0, lost: 0 } && seen.Count == people;
    }

    /// <summary>Waits for the mails, and then a little longer for those that would be too many.</summary>
    private static async Task MailsAsync(ConcurrentQueue<Arrival> mails, int people, long begin)
    {
        while (mails.Count(m => m.To.StartsWith("nora-", StringComparison.Ordinal)) < people && Figures.Milliseconds(begin, Stopwatch.GetTimestamp()) < Patience.TotalMilliseconds) await Task.Delay(200);
        await Task.Delay(TimeSpan.FromSeconds(5));
    }

    private static async Task<long> AnnounceAsync(Browser miriam, OpenStarts pages)
    {
        await miriam.PageAsync("/news/write");
        var draft = (await miriam.PostAsync("/news/write")).Location;
        var version = Version().Match(await miriam.PageAsync(draft)).Groups[1].Value;
        pages.Expect("Probe für alle");
        var begin = Stopwatch.GetTimestamp();
        Demand(await miriam.PostAsync($"{draft}?handler=Publish", ("Form.Version", version), ("Form.Some", "false"), ("Form.Title", "Probe für alle"), ("Form.Text", "Ein Satz.")), draft.Replace("/write", "", StringComparison.Ordinal));
        return begin;
    }

    private static async Task<long> GuideAsync(Browser miriam, OpenStarts pages)
    {
        await miriam.PageAsync("/guideline/edit");
        await miriam.PostAsync("/guideline/edit?handler=Up", ("rule", "R03"));
        var revision = Revision().Match(await miriam.PageAsync("/guideline/edit")).Groups[1].Value;
        Demand(await miriam.PostAsync("/guideline/edit?handler=Offer", ("revision", revision)), "/guideline/review");
        await miriam.PageAsync($"/guideline/publish?Revision={revision}");
        pages.Expect("/guideline/changes");
        var begin = Stopwatch.GetTimestamp();
        Demand(await miriam.PostAsync("/guideline/publish", ("Revision", revision), ("Material", "false"), ("Reason", "Nur eine Probe.")), "/guideline");
        return begin;
    }

    private static void Demand(Answer answer, string path)
    {
        if (!answer.LeadsTo(path)) throw new InvalidOperationException($"not published: {(int)answer.Status} {answer.Location}");
    }

    [GeneratedRegex("name=\"Form.Version\" value=\"(\\d+)\"")]
    private static partial Regex Version();

    [GeneratedRegex("name=\"revision\" value=\"(\\d+)\"")]
    private static partial Regex Revision();
}
