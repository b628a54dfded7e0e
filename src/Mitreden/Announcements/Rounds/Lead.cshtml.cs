using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Announcements.Writing;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Nameless;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;

namespace Mitreden.Announcements.Rounds;

/// <summary>One round as those who lead it see it: its questions while it is a draft, its answers once it is over, and what came of them.</summary>
[Authorize(Policy = AnnouncementsModule.WriterPolicy)]
public sealed class LeadModel(AppDb db, CurrentPerson me, Clock clock, Speech speech, RoundResults results, Choices choices, Texts<RoundsTexts> texts) : PageModel
{
    /// <summary>The round.</summary>
    public FeedbackRound Round { get; private set; } = null!;
    /// <summary>What the form of the draft says.</summary>
    public RoundForm Form { get; private set; } = new();
    /// <summary>What the form of the outcome says.</summary>
    public List<PairForm> Pairs { get; private set; } = [];
    /// <summary>Version that the forms were filled with.</summary>
    public int Version { get; private set; }
    /// <summary>What was answered.</summary>
    public IReadOnlyList<Tally> Tallies { get; private set; } = [];
    /// <summary>Departments to choose from.</summary>
    public IReadOnlyList<DepartmentChoice> Departments { get; private set; } = [];
    /// <summary>Why it was refused, or null.</summary>
    public string? Refusal { get; private set; }
    /// <summary>True once its last day is over.</summary>
    public bool IsOver => Round.IsOver(clock.Today);

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        (Form, Pairs) = (RoundForm.Of(Round, speech.Formal), PairForm.Of(Round));
        return await ShowAsync(stop);
    }

    /// <summary>Saves the draft.</summary>
    public Task<IActionResult> OnPostAsync(Guid id, RoundForm form, CancellationToken stop) => DraftAsync(id, form, open: false, stop);

    /// <summary>Saves the draft and opens it.</summary>
    public Task<IActionResult> OnPostOpenAsync(Guid id, RoundForm form, CancellationToken stop) => DraftAsync(id, form, open: true, stop);

    /// <summary>Throws the draft away.</summary>
    public Task<IActionResult> OnPostDiscardAsync(Guid id, int version, CancellationToken stop) => DoAsync(id, version, () =>
    {
        if (Round.OpensOn is not null) throw new NewsException(NewsFault.NotNow);
        db.Remove(Round);
        return Task.FromResult(("Discarded", "/news/rounds"));
    }, stop);

    /// <summary>Tells everybody what came of it.</summary>
    public Task<IActionResult> OnPostSayAsync(Guid id, List<PairForm> pairs, int version, CancellationToken stop)
    {
        Pairs = pairs;
        return DoAsync(id, version, () =>
        {
            Round.Say(PairForm.Pairs(pairs), clock.Today, db.Time.GetUtcNow());
            return Task.FromResult(("Said", $"/news/round/{id}"));
        }, stop);
    }

    private Task<IActionResult> DraftAsync(Guid id, RoundForm form, bool open, CancellationToken stop)
    {
        Form = form;
        return DoAsync(id, form.Version, async () =>
        {
            Round.Write(form.Title, form.TitleEn, form.Asked(Round, speech.Formal), form.Some ? await choices.CheckedAsync(form.Departments, stop) : []);
            if (open) await OpenAsync(form.Days, stop);
            return (open ? "Opened" : "Saved", $"/news/rounds/{id}");
        }, stop);
    }

    /// <summary>Opens it. Of a few who were picked, those who picked them could work out what single ones answer.</summary>
    private async Task OpenAsync(int days, CancellationToken stop)
    {
        var asked = await results.AskedAsync(Round, stop);
        if (Round.Departments.Length > 0 && asked.Counted < Few.FewestPicked) throw new NewsException(NewsFault.Small, "departments", Few.FewestPicked);
        Round.Open(clock.Today, days, me.Id, asked.Writers);
    }

    private async Task<IActionResult> DoAsync(Guid id, int version, Func<Task<(string Said, string Then)>> step, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        try
        {
            if (Round.Version != version) throw new NewsException(NewsFault.Changed);
            var (said, then) = await step();
            await db.SaveChangesAsync(stop);
            TempData["Toast"] = texts[$"Toast.{said}"];
            return Redirect(then);
        }
        catch (NewsException refused)
        {
            return await RefuseAsync(id, refused, stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            return await RefuseAsync(id, new NewsException(NewsFault.Changed), stop);
        }
    }

    /// <summary>Everything typed stays in the form; saving over what somebody else has written is a second, knowing step.</summary>
    private async Task<IActionResult> RefuseAsync(Guid id, NewsException refused, CancellationToken stop)
    {
        db.ChangeTracker.Clear();
        if (!await FindAsync(id, stop)) return NotFound();
        ModelState.Clear();
        if (Form.Questions.Count == 0) Form = RoundForm.Of(Round, speech.Formal);
        if (Pairs.Count == 0) Pairs = PairForm.Of(Round);
        while (Form.Questions.Count < FeedbackRound.MostQuestions) Form.Questions.Add(new QuestionForm());
        while (Pairs.Count < SaidPair.Most) Pairs.Add(new PairForm());
        Refusal = texts[$"Fault.{refused.Why}", refused.Most ?? 0];
        Response.StatusCode = refused.Why is NewsFault.Changed or NewsFault.NotNow ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return await ShowAsync(stop);
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken stop)
    {
        if (await db.FeedbackRounds.SingleOrDefaultAsync(r => r.Id == id, stop) is not { } found) return false;
        (Round, Version) = (found, found.Version);
        return true;
    }

    private async Task<PageResult> ShowAsync(CancellationToken stop)
    {
        (Departments, Tallies) = (await choices.DepartmentsAsync(stop), await results.TalliesAsync(Round, words: true, stop));
        return Page();
    }
}
