using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Nameless;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Participation.Ideas;

/// <summary>One idea with its history; those who lead publish it and say what becomes of it.</summary>
public sealed class OneModel(AppDb db, CurrentPerson me, People people, IdeaReadings readings, Texts<ParticipationTexts> texts) : PageModel
{
    /// <summary>What the form says.</summary>
    [BindProperty]
    public IdeaForm Form { get; set; } = new();
    /// <summary>The idea.</summary>
    public IdeaView View { get; private set; } = null!;
    /// <summary>Names of colleagues that may stand in an idea that nobody has published yet.</summary>
    public IReadOnlyList<string> NamesInIt { get; private set; } = [];
    /// <summary>Why the form was refused, or null.</summary>
    public string? Refusal { get; private set; }
    /// <summary>Field that the refusal is about, or empty.</summary>
    public string Blamed { get; private set; } = "";
    /// <summary>True for those who lead, where they can do something.</summary>
    public bool Leads => me.Has(ParticipationModule.Leads) && View.Idea.State != IdeaState.Hidden;

    private Idea _idea = null!;

    /// <summary>Shows the idea.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        Form = new IdeaForm { Version = _idea.Version, Title = _idea.Title, Text = _idea.Text };
        return await ShowAsync(stop);
    }

    /// <summary>Everybody may read it from now on.</summary>
    public Task<IActionResult> OnPostPublishAsync(Guid id, CancellationToken stop) =>
        DoAsync(id, "Lead.Published", () => _idea.Publish(Form.Title, Form.Text, me.Id, db.Time.GetUtcNow()), stop);

    /// <summary>Nobody is to see it. Of one without a name nothing is left.</summary>
    public Task<IActionResult> OnPostHideAsync(Guid id, CancellationToken stop) =>
        DoAsync(id, "Lead.Hidden", () => _idea.Hide(Form.Words, me.Id, db.Time.GetUtcNow()), stop);

    /// <summary>Something becomes of it.</summary>
    public Task<IActionResult> OnPostMoveAsync(Guid id, CancellationToken stop) =>
        DoAsync(id, "Lead.Moved", () => _idea.Move(Form.State, Form.Words, Form.Who, Form.Due, me.Id, db.Time.GetUtcNow()), stop);

    private async Task<IActionResult> DoAsync(Guid id, string said, Func<IdeaStep> verb, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        if (!me.Has(ParticipationModule.Leads)) return Forbid();
        if (!ModelState.IsValid) return BadRequest();
        try
        {
            if (_idea.Version != Form.Version) throw new IdeaException(IdeaFault.Changed);
            var step = verb();
            if (step.State == IdeaState.Hidden && _idea.AuthorId is null) db.Remove(_idea);
            else db.Add(step);
            TellAuthor.EnqueueFor(db, _idea, step);
            await db.SaveChangesAsync(stop);
        }
        catch (IdeaException refused)
        {
            return await RefuseAsync(id, refused, stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            return await RefuseAsync(id, new IdeaException(IdeaFault.Changed), stop);
        }
        TempData["Toast"] = texts[said];
        return Redirect(_idea.IsPublished ? $"/involvement/ideas/{id}" : "/involvement/leads");
    }

    /// <summary>What was typed stays in the form; saving over what somebody else has done is a second, knowing step.</summary>
    private async Task<IActionResult> RefuseAsync(Guid id, IdeaException refused, CancellationToken stop)
    {
        db.ChangeTracker.Clear();
        if (!await FindAsync(id, stop)) return NotFound();
        Form.Version = _idea.Version;
        ModelState.Clear();
        (Refusal, Blamed) = (texts[$"Fault.{refused.Why}", refused.Most], refused.Blamed);
        Response.StatusCode = refused.Why == IdeaFault.Changed ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return await ShowAsync(stop);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken stop)
    {
        View = await readings.ViewAsync(_idea, stop);
        if (Leads && _idea.State == IdeaState.Waiting)
            NamesInIt = NamesIn.Find($"{_idea.Title} {_idea.Text}", (await people.EverybodyAsync(stop)).Select(p => p.Name));
        return Page();
    }

    /// <summary>Finds it among what the person may see: published, one's own, or open for those who lead.</summary>
    private async Task<bool> FindAsync(Guid id, CancellationToken stop)
    {
        var (leads, before) = (me.Has(ParticipationModule.Leads), BoxDay.OpenBefore(db.Time.GetUtcNow(), me.Zone));
        var found = await db.Ideas.SingleOrDefaultAsync(i => i.Id == id, stop);
        if (found is null || !(found.IsPublished || found.AuthorId == me.Id || (leads && found.State == IdeaState.Waiting && found.Day < before))) return false;
        _idea = found;
        return true;
    }
}
