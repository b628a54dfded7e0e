using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Mitreden.Benchmarks.Product;
using Mitreden.Placement;
using Mitreden.Placement.Estimator;

namespace Mitreden.Benchmarks.Placement;

/// <summary>
/// A simulated person who places themselves through the pages. What they know is drawn as in the simulation, so that walks are as long as
/// they would be.
/// </summary>
/// <param name="browser">The person's browser, signed in.</param>
/// <param name="person">What they know.</param>
/// <param name="tally">Receives times and what went wrong.</param>
internal sealed partial class Respondent(Browser browser, Person person, PlacementTally tally)
{
    private const string Begin = "/placement";
    private const string Question = "/placement/question";
    private const string More = "/placement/more";
    private const string End = "/learning";

    /// <summary>The shipped items as they are believed.</summary>
    private static readonly Dictionary<string, TrueItem> Known = Items.Shipped.Values.OrderBy(i => i.Id, StringComparer.Ordinal).Select((content, n) =>
    {
        var item = new Item(content.Id, content.Domain, content.Difficulty);
        var believed = item.Believed(PlacementParameters.Default);
        return new TrueItem(n, item, believed.Discrimination, believed.Difficulty);
    }).ToDictionary(i => i.Author.Id);

    /// <summary>Walks from the first page to the path. The three frequency questions are one form and count as one answer.</summary>
    /// <param name="start">When the first page is opened, as a <see cref="Stopwatch"/> timestamp.</param>
    /// <param name="think">Seconds until the next answer.</param>
    public async Task WalkAsync(long start, Func<double> think)
    {
        try
        {
            var (due, often) = (await ReachAsync(start, 0), person.Frequency);
            if (!(await browser.GetAsync(Begin)).IsWholePage) throw new InvalidOperationException($"{Begin} is not a page");
            due = await ReachAsync(due, think());
            var page = await AnswerAsync(due, Begin, Field("Reads", often.Reads), Field("Reacts", often.Reacts), Field("Writes", often.Writes));
            for (var number = 1; !page.LeadsTo(End) && !page.LeadsTo(More); number++)
            {
                if (!page.IsWholePage || Number().Match(page.Html).Groups[1].Value != number.ToString(CultureInfo.InvariantCulture))
                    throw new InvalidOperationException($"question {number} did not come: {page.Status} {page.Location}");
                var item = ItemId().Match(page.Html).Groups[1].Value;
                due = await ReachAsync(due, think());
                page = await AnswerAsync(due, Question, ("item", item), Field("option", Choose(item)));
            }
            if (page.LeadsTo(More)) await StopAskingMoreAsync();
            if (!(await browser.GetAsync(End)).IsWholePage) throw new InvalidOperationException($"{End} is not a page");
        }
        catch (Exception failure) when (failure is InvalidOperationException or HttpRequestException or TaskCanceledException)
        {
            tally.Wrong.Add($"{person.Number}: {failure.Message}");
        }
    }

    /// <summary>Sends an answer, which must lead to the page of the questions, and fetches what comes there.</summary>
    private async Task<Answer> AnswerAsync(long due, string path, params (string, string)[] fields)
    {
        var answer = await browser.PostAsync(path, fields);
        var asked = Stopwatch.GetTimestamp();
        tally.Answers.Add((due, asked));
        if (!answer.LeadsTo(Question)) throw new InvalidOperationException($"an answer led elsewhere: {answer.Status} {answer.Location}");
        var page = await browser.GetAsync(Question);
        if (page.IsWholePage) tally.Pages.Add(Figures.Milliseconds(asked, Stopwatch.GetTimestamp()));
        return page;
    }

    /// <summary>Behind the entry one more question may come; the measured walk ends there, as it does for whoever has had enough.</summary>
    private async Task StopAskingMoreAsync()
    {
        if (!(await browser.GetAsync(More)).IsWholePage) throw new InvalidOperationException($"{More} is not a page");
        if (!(await browser.PostAsync($"{More}?handler=Stop", [])).LeadsTo(End)) throw new InvalidOperationException("enough asked led elsewhere");
    }

    /// <summary>Place of the reaction that is worth what this person's answer is worth.</summary>
    private int Choose(string item)
    {
        var points = person.Answer(Known[item]);
        return Items.Shipped[item].Options.Index().First(reaction => reaction.Item.Score == points).Index;
    }

    private static (string, string) Field(string name, int value) => (name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Waits for a moment that does not move when what came before was late.</summary>
    private static async Task<long> ReachAsync(long from, double seconds)
    {
        var due = from + (long)(seconds * Stopwatch.Frequency);
        // Rounded up: an answer that left early would look faster than it was.
        if (Figures.Milliseconds(Stopwatch.GetTimestamp(), due) is > 0 and var early) await Task.Delay((int)Math.Ceiling(early));
        return due;
    }

    [GeneratedRegex("<progress class=\"meter\" value=\"([0-9]+)\"")]
    private static partial Regex Number();

    [GeneratedRegex("name=\"item\" value=\"([^\"]+)\"")]
    private static partial Regex ItemId();
}
