using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;

namespace Mitreden.Launch.Templates;

/// <summary>One template: its title, its steps with their weeks; or as a file.</summary>
[Authorize(Policy = LaunchModule.LeadPolicy)]
public sealed class TemplateModel(AppDb db, Speech speech, Texts<TemplateTexts> texts, Texts<LaunchTexts> launch) : PageModel
{
    /// <summary>The template.</summary>
    public OwnTemplate Template { get; private set; } = null!;
    /// <summary>Its plan as it is stored.</summary>
    public LaunchTemplate Plan { get; private set; } = null!;
    /// <summary>The form.</summary>
    [BindProperty]
    public TemplateForm Form { get; set; } = new();
    /// <summary>Why nothing was saved.</summary>
    public string? Problem { get; private set; }
    /// <summary>What is wrong, by field.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        Form = TemplateForm.Of(Plan, Template.Version, speech.Formal);
        return Page();
    }

    /// <summary>The template as a file.</summary>
    public async Task<IActionResult> OnGetFileAsync(Guid id, CancellationToken stop) =>
        await FindAsync(id, stop) ? File(Encoding.UTF8.GetBytes(TemplateFile.Of(Plan)), "application/json", "mitreden-vorlage.json") : NotFound();

    /// <summary>Saves it, or keeps everything in the form.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        if (Form.Version != Template.Version) return Refuse(texts["Changed"], StatusCodes.Status409Conflict);
        var written = Form.Written(Plan, speech.Formal);
        Faults = FaultWords.Of(written, texts, speech.Formal);
        if (Faults.Count > 0) return Refuse(texts["Refused"], StatusCodes.Status422UnprocessableEntity);
        try
        {
            Template.Write(written, db.Time.GetUtcNow());
            await db.SaveChangesAsync(stop);
        }
        catch (LaunchException refused)
        {
            return Refuse(launch[$"Fault.{refused.Why}", refused.Most], StatusCodes.Status422UnprocessableEntity);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refuse(texts["Changed"], StatusCodes.Status409Conflict);
        }
        TempData["Toast"] = texts["Saved"];
        return Redirect($"/launch/templates/{id}");
    }

    private PageResult Refuse(string problem, int status)
    {
        (Problem, Response.StatusCode) = (problem, status);
        return Page();
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken stop)
    {
        if (await db.OwnTemplates.SingleOrDefaultAsync(t => t.Id == id, stop) is not { } found) return false;
        (Template, Plan) = (found, found.Plan);
        return true;
    }
}
