using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Nameless;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Participation.Ideas;

/// <summary>
/// Somebody writes an idea. The answer leads to a page that is the same with a name and without: no note in a cookie, no line in a log, no job. Were it this
/// page itself, the browser would keep the words, and offer them to whoever goes back or loads anew on a shared device.
/// </summary>
public sealed class WriteModel(AppDb db, IdeaBox box, Senders<Idea> senders, CurrentPerson me, Texts<ParticipationTexts> texts) : PageModel
{
    /// <summary>Random key of the form, so that a double tap sends once.</summary>
    public string Key { get; private set; } = Secret.New();
    /// <summary>The title as it was typed.</summary>
    public string TypedTitle { get; private set; } = "";
    /// <summary>The text as it was typed.</summary>
    public string TypedText { get; private set; } = "";
    /// <summary>True when the name is to stand beside it.</summary>
    public bool Named { get; private set; } = true;
    /// <summary>Why it was refused, or null.</summary>
    public string? Refusal { get; private set; }
    /// <summary>Field that the refusal is about, or empty.</summary>
    public string Blamed { get; private set; } = "";

    /// <summary>Shows the form.</summary>
    public void OnGet()
    {
    }

    /// <summary>Puts the idea in.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm] string? title, [FromForm] string? text, [FromForm] string? named, [FromForm] string? key)
    {
        (TypedTitle, TypedText, Named, Key) = (title ?? "", text ?? "", named == "yes", key is { Length: > 0 and < 100 } ? key : Key);
        try
        {
            var idea = Idea.Write(me.OrganisationId, title, text, Named ? me.Id : null, BoxDay.Of(db.Time.GetUtcNow(), me.Zone));
            var taken = await senders.SendAsync(me.Id, me.Zone, Key, $"{Named}\n{idea.Title}\n{idea.Text}", () => box.PutAsync(idea));
            return taken == Taken.InTheBox ? Redirect("/involvement/ideas/new/sent") : Refuse(new IdeaException(IdeaFault.Enough, most: Senders<Idea>.Most));
        }
        catch (IdeaException refused)
        {
            return Refuse(refused);
        }
    }

    private PageResult Refuse(IdeaException refused)
    {
        (Refusal, Blamed) = (texts[$"Fault.{refused.Why}", refused.Most], refused.Blamed);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
