using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Drills;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.DrillPages;

/// <summary>Prepares a drill on one page: which thread, when, and who is asked to share it.</summary>
[Authorize(Policy = DrillSetup.LeadPolicy)]
public sealed class PrepareModel(AppDb db, DrillDesk drills, People people, Clock clock, CurrentPerson me, Texts<DrillTexts> texts) : PageModel
{
    /// <summary>The fields as they are, or as they were sent.</summary>
    public PrepareForm Form { get; private set; } = new();
    /// <summary>Those who can be asked, by department: everybody who is in and does not work at the desk, which is to be surprised.</summary>
    public IReadOnlyList<IGrouping<string, PersonCard>> Able { get; private set; } = [];
    /// <summary>One that is planned or running already, or null.</summary>
    public Drill? Current { get; private set; }
    /// <summary>What is wrong with what was sent, or null.</summary>
    public string? Problem { get; private set; }
    /// <summary>Field that is to blame, or null.</summary>
    public string? Blamed { get; private set; }

    /// <summary>Shows the form.</summary>
    public async Task OnGetAsync(CancellationToken stop)
    {
        await LoadAsync(stop);
        var last = await drills.LastAsync(stop);
        Form = new PrepareForm
        {
            Thread = DrillThread.Shipped[0].Id, Product = last?.Product, Aim = last?.Aim ?? Drill.UsualAim, Day = NextWorkday(clock.Today), From = new TimeOnly(9, 0), Until = new TimeOnly(16, 0),
        };
    }

    /// <summary>Plans it.</summary>
    public async Task<IActionResult> OnPostAsync(PrepareForm form, CancellationToken stop)
    {
        Form = form;
        await LoadAsync(stop);
        if (Current is not null) return Refuse("other", StatusCodes.Status409Conflict);
        try
        {
            return Redirect($"/desk/drills/{await PlanAsync(form, stop)}");
        }
        catch (NoPlanException fault)
        {
            return Refuse(fault.Field, StatusCodes.Status422UnprocessableEntity);
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            // Somebody else has planned one at the same moment; the database keeps one that is not over.
            db.ChangeTracker.Clear();
            if ((Current = await drills.CurrentAsync(stop)) is null) throw;
            return Refuse("other", StatusCodes.Status409Conflict);
        }
    }

    private async Task<Guid> PlanAsync(PrepareForm form, CancellationToken stop)
    {
        var (now, asked) = (db.Time.GetUtcNow(), form.People.Distinct().ToList());
        var able = Able.SelectMany(g => g).Select(p => p.Id).ToHashSet();
        if (asked.Count is 0 or > Drill.MostAsked || !asked.TrueForAll(able.Contains)) throw new NoPlanException("people");
        var plan = form.Plan(me.Zone, now);
        var drill = Drill.Plan(me.OrganisationId, plan, form.Minute(plan), now);
        db.Add(drill);
        foreach (var person in asked) db.Add(DrillAsk.Of(drill, person, now));
        StartDrill.EnqueueFor(db, drill);
        await db.SaveChangesAsync(stop);
        return drill.Id;
    }

    private PageResult Refuse(string field, int status)
    {
        (Blamed, Problem, Response.StatusCode) = (field, texts[$"Fault.{field}", Drill.MostAsked, Drill.MostDaysAhead], status);
        return Page();
    }

    private async Task LoadAsync(CancellationToken stop)
    {
        Current = await drills.CurrentAsync(stop);
        Able = [.. (await people.JoinedAsync(stop)).Where(p => !p.Roles.HasFlag(Role.Desk)).GroupBy(p => p.Department)];
    }

    private static DateOnly NextWorkday(DateOnly today)
    {
        var day = today.AddDays(1);
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) day = day.AddDays(1);
        return day;
    }
}
