using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Announcements.Reading;
using Mitreden.Announcements.Writing;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;

namespace Mitreden.Announcements.Rounds;

/// <summary>A round as everybody sees it: its questions, a thank-you, or what came of it. Whoever has answered is led here again, with no note of it: no cookie, no line in a log.</summary>
public sealed class RoundModel(AppDb db, RoundResults results, Marks marks, Tray tray, Texts<RoundsTexts> texts) : PageModel
{
    /// <summary>The round.</summary>
    public FeedbackRound Round { get; private set; } = null!;
    /// <summary>How it stands to the person.</summary>
    public Standing Standing { get; private set; }
    /// <summary>True when the person is asked.</summary>
    public bool IsFor { get; private set; }
    /// <summary>How many people are asked; while the person can answer.</summary>
    public Audience Asked { get; private set; } = new(0, 0);
    /// <summary>Answers that it takes before any are shown.</summary>
    public int Needed => new Crowd(0, Math.Max(Round.Leads, Asked.Writers)).Needed;
    /// <summary>What was sent and refused, by number of the question.</summary>
    public IReadOnlyDictionary<int, string> Typed { get; private set; } = new Dictionary<int, string>();
    /// <summary>Why it was refused, or null.</summary>
    public string? Refusal { get; private set; }
    /// <summary>What was answered, once it was said what came of it.</summary>
    public IReadOnlyList<Tally> Tallies { get; private set; } = [];

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop) => await FindAsync(id, stop) ? Page() : NotFound();

    /// <summary>Takes the answers of somebody who has not answered yet.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        if (Standing != Standing.Open || !IsFor) return Page();
        Typed = Enumerable.Range(0, Round.Questions.Count).ToDictionary(n => n, n => Request.Form[$"q{n}"].ToString());
        try
        {
            await PutAsync(RoundAnswer.Of(Round, Typed));
        }
        catch (NewsException refused)
        {
            (Refusal, Response.StatusCode) = (texts[$"Answer.{refused.Why}", refused.Most ?? 0], StatusCodes.Status422UnprocessableEntity);
            return Page();
        }
        // The same page, asked for anew: the browser keeps what was sent for as long as the page is its answer, and would offer to send it again.
        return Redirect($"/news/round/{id}");
    }

    /// <summary>First the mark, then the answers, in two saves that nothing ties together. Of two forms sent at once the second finds the mark.</summary>
    private async Task PutAsync(IReadOnlyList<RoundAnswer> answers)
    {
        if (!await marks.StepAsync(mine => mine.Answers(Round.Id), CancellationToken.None)) return;
        db.ChangeTracker.Clear();
        try
        {
            await tray.PutAsync(Round.Id, answers);
        }
        catch
        {
            // They are not in: the person may answer again.
            db.ChangeTracker.Clear();
            await marks.StepAsync(mine => mine.TakesBack(Round.Id), CancellationToken.None);
            throw;
        }
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken stop)
    {
        if (await results.FindAsync(id, stop) is not { } found) return false;
        (Round, Standing, IsFor) = found;
        if (Standing == Standing.Open && IsFor) Asked = await results.AskedAsync(Round, stop);
        if (Standing == Standing.Said) Tallies = await results.TalliesAsync(Round, words: false, stop);
        return true;
    }
}
