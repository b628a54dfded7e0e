using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Nameless;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Questions.Pages;

/// <summary>What was asked and answered, for everybody.</summary>
public sealed class QuestionsModel(AppDb db, Readings readings, CurrentPerson me) : PageModel
{
    /// <summary>Most characters that are searched for.</summary>
    public const int LongestSearch = 100;

    /// <summary>What is shown.</summary>
    public ReplyPage Shown { get; private set; } = new([], 0);
    /// <summary>What is searched for; empty for nothing.</summary>
    public string Search { get; private set; } = "";
    /// <summary>Rule to which the list is narrowed, or null.</summary>
    public string? Rule { get; private set; }
    /// <summary>Number of the page, from 1.</summary>
    public int Number { get; private set; } = 1;
    /// <summary>How many questions wait, when they are enough to be counted.</summary>
    public int? Waiting { get; private set; }
    /// <summary>True when there is another page.</summary>
    public bool HasMore => Number * Readings.PerPage < Shown.Found;
    /// <summary>True when the list is narrowed.</summary>
    public bool IsNarrowed => Search.Length > 0 || Rule is not null;

    /// <summary>Address of a page of the list as it is narrowed to a rule now. What is searched for is in no address.</summary>
    public string AddressOf(int number)
    {
        var query = new List<string>();
        if (Rule is not null) query.Add($"rule={Rule}");
        if (number > 1) query.Add($"p={number}");
        return query.Count == 0 ? "/questions" : "/questions?" + string.Join('&', query);
    }

    /// <summary>Reads the list.</summary>
    public Task OnGetAsync(string? rule, int? p, CancellationToken stop) => ShowAsync("", rule, p, stop);

    /// <summary>Searches. By a form and not by a link: whoever looks for their own question uses its words, and an address stays in logs and in the browser's history.</summary>
    public Task OnPostAsync([FromForm] string? q, [FromForm] string? rule, [FromForm] int? p, CancellationToken stop) => ShowAsync(q, rule, p, stop);

    private async Task ShowAsync(string? q, string? rule, int? p, CancellationToken stop)
    {
        var search = (q ?? "").Trim();
        (Search, Rule) = (Cut.Of(search, LongestSearch), Question.RuleOf(rule));
        Number = Math.Clamp(p ?? 1, 1, 10_000);
        Shown = await readings.ShownAsync(Search, Rule, Number, stop);
        var waiting = await readings.CountWaitingAsync(BoxDay.OpenBefore(db.Time.GetUtcNow(), me.Zone), stop);
        // A small count that goes up by one would tell that somebody has asked.
        Waiting = waiting >= Few.Fewest ? waiting : null;
    }
}
