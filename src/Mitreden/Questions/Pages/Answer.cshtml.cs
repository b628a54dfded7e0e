using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Nameless;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Questions.Pages;

/// <summary>One question: answer it, set it aside, take it out of sight, or take that back.</summary>
[Authorize(Policy = QuestionsModule.ModeratorPolicy)]
public sealed class AnswerModel(AppDb db, CurrentPerson me, People people, Texts<QuestionsTexts> texts) : PageModel
{
    /// <summary>What the form says.</summary>
    [BindProperty]
    public ReplyForm Form { get; set; } = new();
    /// <summary>The question.</summary>
    public Question Question { get; private set; } = null!;
    /// <summary>What has become of it, or null while it waits.</summary>
    public Reply? Reply { get; private set; }
    /// <summary>Who wrote that, or null.</summary>
    public string? By { get; private set; }
    /// <summary>Why the form was refused, or null.</summary>
    public string? Refusal { get; private set; }
    /// <summary>Field that the refusal is about, or empty.</summary>
    public string Blamed { get; private set; } = "";

    private DateTimeOffset Now => db.Time.GetUtcNow();

    /// <summary>True while what was decided may be taken back.</summary>
    public bool MayUndo => Reply is { Kind: not ReplyKind.Hidden } && Question.MayWait(BoxDay.Of(Now, me.Zone));

    /// <summary>Shows the question with what is known of it.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        Form = ReplyForm.Of(Question, Reply);
        return Page();
    }

    /// <summary>Answers, sets aside or takes out of sight.</summary>
    public Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop) => DoAsync(id, "Desk.Saved", () =>
    {
        if (Reply is null) db.Add(Reply.Give(Question, Form.Text, Form.Kind, Form.Words, me.Id, Now));
        else Reply.Change(Question, Form.Text, Form.Kind, Form.Words, me.Id, Now);
        // Written anew in the same words too: on PostgreSQL the row would otherwise keep the number of the transaction in which it was asked or shaken.
        db.Update(Question);
    }, stop);

    /// <summary>Takes back what was decided: the question waits again, in the words it has now.</summary>
    public Task<IActionResult> OnPostUndoAsync(Guid id, CancellationToken stop) => DoAsync(id, "Desk.Undone", () =>
    {
        if (!MayUndo) throw new QuestionException(QuestionFault.TooOld);
        db.Remove(Reply!);
    }, stop);

    /// <summary>Removes question and answer for good.</summary>
    public Task<IActionResult> OnPostRemoveAsync(Guid id, CancellationToken stop) => DoAsync(id, "Desk.Removed", () =>
    {
        if (Reply is not null) db.Remove(Reply);
        db.Remove(Question);
    }, stop);

    private async Task<IActionResult> DoAsync(Guid id, string said, Action step, CancellationToken stop)
    {
        if (!ModelState.IsValid || !Enum.IsDefined(Form.Kind)) return BadRequest();
        if (!await FindAsync(id, stop)) return NotFound();
        try
        {
            if ((Reply?.Version ?? 0) != Form.Version) throw new QuestionException(QuestionFault.Changed);
            step();
            await db.SaveChangesAsync(stop);
        }
        catch (QuestionException refused)
        {
            return await RefuseAsync(id, refused.Why, refused.Blamed, stop);
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            // Of two who save in the same moment the database takes one: a second reply has the same key, a changed one another version.
            db.ChangeTracker.Clear();
            if (await FindAsync(id, stop) && (Reply?.Version ?? 0) == Form.Version) throw;
            return await RefuseAsync(id, QuestionFault.Changed, "", stop);
        }
        TempData["Toast"] = texts[said];
        return RedirectToPage("/Questions/Pages/Desk");
    }

    /// <summary>What was typed stays in the form; saving over what somebody else has done is a second, knowing step.</summary>
    private async Task<IActionResult> RefuseAsync(Guid id, QuestionFault why, string field, CancellationToken stop)
    {
        db.ChangeTracker.Clear();
        if (!await FindAsync(id, stop)) return NotFound();
        Form.Version = Reply?.Version ?? 0;
        ModelState.Clear();
        (Refusal, Blamed) = (texts[$"Fault.{why}", Form.LongestOf(field)], field);
        Response.StatusCode = why == QuestionFault.Changed ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>Finds it, unless it is not to be read before tomorrow.</summary>
    private async Task<bool> FindAsync(Guid id, CancellationToken stop)
    {
        var before = BoxDay.OpenBefore(Now, me.Zone);
        if (await db.Questions.SingleOrDefaultAsync(q => q.Id == id && q.Day < before, stop) is not { } question) return false;
        (Question, Reply) = (question, await db.Replies.SingleOrDefaultAsync(r => r.QuestionId == id, stop));
        By = Reply?.By is { } person ? (await people.FindAsync(person, stop))?.Name : null;
        return true;
    }
}
