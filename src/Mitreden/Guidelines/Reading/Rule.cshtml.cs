using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Data;
using Mitreden.Guidelines.Rules;
using Mitreden.Learning.Contracts;
using Mitreden.Questions.Contracts;

namespace Mitreden.Guidelines.Reading;

/// <summary>One rule on one screen, with the one before, the one after, and where it can be learned.</summary>
public sealed class RuleModel(AppDb db, LearningLinks learning, AnsweredQuestions questions) : PageModel
{
    private const int Newest = 3;

    /// <summary>The rule.</summary>
    public Rule Rule { get; private set; } = null!;
    /// <summary>The version it stands in.</summary>
    public GuidelineVersion Version { get; private set; } = null!;
    /// <summary>Its place, from 1.</summary>
    public int Place { get; private set; }
    /// <summary>The rule before, or null.</summary>
    public Rule? Before { get; private set; }
    /// <summary>The rule after, or null.</summary>
    public Rule? After { get; private set; }
    /// <summary>Unit that teaches it, or null.</summary>
    public LearningLink? Unit { get; private set; }
    /// <summary>Case in which it can be practised, or null.</summary>
    public LearningLink? Scenario { get; private set; }

    /// <summary>The newest of what was asked and answered about it.</summary>
    public IReadOnlyList<AnsweredQuestion> Answered { get; private set; } = [];

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(string rule, CancellationToken stop)
    {
        if (await db.CurrentGuidelineAsync(stop) is not { } version || version.Book.Find(rule) is not { } found) return NotFound();
        var rules = version.Book.Rules;
        (Version, Rule, Place) = (version, found, rules.ToList().IndexOf(found) + 1);
        (Before, After) = (rules.ElementAtOrDefault(Place - 2), rules.ElementAtOrDefault(Place));
        if (found.Unit is not null) Unit = (await learning.UnitsAsync(stop)).FirstOrDefault(u => u.Id == found.Unit);
        if (found.Scenario is not null) Scenario = (await learning.ScenariosAsync(stop)).FirstOrDefault(s => s.Id == found.Scenario);
        Answered = await questions.ListAsync(found.Id, Newest, stop);
        return Page();
    }
}
