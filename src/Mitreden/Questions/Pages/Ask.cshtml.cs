using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Nameless;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Questions.Pages;

/// <summary>Somebody asks. The answer is this page and nothing else: no redirect with a note in a cookie, no line in a log, no job.</summary>
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
    /// <summary>True when the question is in the box.</summary>
    public bool Sent { get; private set; }

    /// <summary>Shows the form.</summary>
    public void OnGet(string? rule) => Rule = Question.RuleOf(rule);

    /// <summary>Puts the question into the box.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm] string? text, [FromForm] string? rule, [FromForm] string? key)
    {
        (Typed, Rule, Key) = (text ?? "", Question.RuleOf(rule), key is { Length: > 0 and < 100 } ? key : Key);
        try
        {
            var question = Question.Ask(me.OrganisationId, text, rule, BoxDay.Of(db.Time.GetUtcNow(), me.Zone));
            Sent = await senders.SendAsync(me.Id, me.Zone, Key, question.Text, () => box.PutAsync(question)) == Taken.InTheBox;
            return Sent ? Page() : Refuse(QuestionFault.Enough);
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
