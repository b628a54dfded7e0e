using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Nameless;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Questions.Pages;

/// <summary>
/// Somebody asks. The answer leads to a page that is the same for everybody: no note in a cookie, no line in a log, no job. Were it this page itself, the
/// browser would keep the words, and offer them to whoever goes back or loads anew on a shared device.
/// </summary>
public sealed class AskModel(AppDb db, Box box, Senders<Question> senders, CurrentPerson me, Texts<QuestionsTexts> texts) : PageModel
{
    /// <summary>Random key of the form, so that a double tap asks once.</summary>
    public string Key { get; private set; } = Secret.New();
    /// <summary>The rule with which the box was opened, or null.</summary>
    public string? Rule { get; private set; }
    /// <summary>What was typed into a form that was refused.</summary>
    public string Typed { get; private set; } = "";
    /// <summary>Why it was refused, or null.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Shows the form.</summary>
    public void OnGet(string? rule) => Rule = Question.RuleOf(rule);

    /// <summary>Puts the question into the box.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm] string? text, [FromForm] string? rule, [FromForm] string? key)
    {
        (Typed, Rule, Key) = (text ?? "", Question.RuleOf(rule), key is { Length: > 0 and < 100 } ? key : Key);
        try
        {
            var question = Question.Ask(me.OrganisationId, text, rule, BoxDay.Of(db.Time.GetUtcNow(), me.Zone));
            var taken = await senders.SendAsync(me.Id, me.Zone, Key, question.Text, () => box.PutAsync(question));
            return taken == Taken.InTheBox ? Redirect("/questions/ask/sent") : Refuse(QuestionFault.Enough);
        }
        catch (QuestionException refused)
        {
            return Refuse(refused.Why);
        }
    }

    private PageResult Refuse(QuestionFault why)
    {
        Refusal = texts[$"Fault.{why}", why == QuestionFault.Enough ? Senders<Question>.Most : Question.Longest];
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
