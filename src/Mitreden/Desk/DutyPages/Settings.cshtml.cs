using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Duty;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.DutyPages;

/// <summary>What the desk has agreed on: hours, rotation, order, own days, and what fills holes.</summary>
[Authorize(Policy = DutySetup.Policy)]
public sealed class SettingsModel(AppDb db, DutyDesk desk, CurrentPerson me, Texts<DutyTexts> texts) : PageModel
{
    /// <summary>Duty hours.</summary>
    public WeekForm Hours { get; private set; } = null!;
    /// <summary>How often the turn changes.</summary>
    [BindProperty]
    public Rotation Rotation { get; set; }
    /// <summary>Day of the weekly handover.</summary>
    [BindProperty]
    public DayOfWeek Day { get; set; }
    /// <summary>Hour of the handover.</summary>
    [BindProperty]
    public int Hour { get; set; }
    /// <summary>Place by person; 0 takes no turns.</summary>
    [BindProperty]
    public Dictionary<Guid, int> Places { get; set; } = [];
    /// <summary>Own days, one in each line or with commas between.</summary>
    [BindProperty]
    public string? OwnDays { get; set; }
    /// <summary>True when the whole desk fills holes.</summary>
    [BindProperty]
    public bool WholeDesk { get; set; }
    /// <summary>Version of the settings that the form shows.</summary>
    [BindProperty]
    public int Version { get; set; }

    /// <summary>The members in the order of their turns, those who take none at the end.</summary>
    public IReadOnlyList<DeskMember> Members { get; private set; } = [];
    /// <summary>Holes that the settings would leave; empty unless they were refused for that.</summary>
    public IReadOnlyList<Shift> Holes { get; private set; } = [];
    /// <summary>Why nothing was saved, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>Shows the settings.</summary>
    public async Task OnGetAsync(CancellationToken stop)
    {
        var plan = await PlanAsync(stop);
        var rules = plan.Rules;
        (Hours, Rotation, Day, Hour, WholeDesk) = (WeekForm.Of(rules.Hours), rules.Rotation, rules.HandoverDay, rules.HandoverHour, rules.WholeDesk);
        OwnDays = string.Join(", ", rules.OwnDays.Order().Select(day => day.ToString("d", CultureInfo.CurrentCulture)));
        Places = Members.Select((m, i) => (m.Id, Place: m.Place == 0 ? 0 : i + 1)).ToDictionary(m => m.Id, m => m.Place);
        Version = await desk.VersionAsync(stop);
    }

    /// <summary>Saves them, unless they leave hours with nobody there.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        var plan = await PlanAsync(stop);
        Hours = WeekForm.Sent(Request.Form);
        var days = ReadDays();
        if (Hours.Wrong.Count > 0) return Refuse(texts["NotNow.Week", string.Join(", ", Hours.Wrong)]);
        if (days is null) return Refuse(texts["Settings.OwnDays.Fault", DutySettings.MostOwnDays]);
        if (!ModelState.IsValid || !Enum.IsDefined(Rotation) || !Enum.IsDefined(Day) || Hour is < 0 or > 23) return Refuse(texts["NotNow.Changed"]);
        var rules = new DutyRules(Hours.Week, Rotation, Day, Hour, default, days, WholeDesk);
        // Whoever stands on top has the turn that runs now.
        rules = rules with { Since = rules.LastHandover(db.Time.GetUtcNow(), plan.Zone) };
        var trial = plan.With(rules, [.. plan.Desk.Select(m => m with { Place = Places.GetValueOrDefault(m.Id) })]);
        if (trial.Holes(db.Time.GetUtcNow(), DutyPlan.Weeks).Count > 0)
        {
            Holes = DutyWeek.Holes(DutyWeek.Of(trial, db.Time.GetUtcNow()));
            return Refuse(texts["Settings.Holes"]);
        }
        return await SaveAsync(rules, stop) ? RedirectToPage() : Refuse(texts["NotNow.Changed"], StatusCodes.Status409Conflict);
    }

    private async Task<bool> SaveAsync(DutyRules rules, CancellationToken stop)
    {
        var settings = await db.DutySettings.SingleOrDefaultAsync(stop);
        if ((settings?.Version ?? 0) != Version) return false;
        settings ??= db.Add(DutySettings.For(me.OrganisationId, db.Time.GetUtcNow())).Entity;
        settings.Set(rules);
        foreach (var member in Members) (await desk.EntryAsync(member.Id)).Stand(Places.GetValueOrDefault(member.Id));
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            // Somebody else saved in the same moment; the version in the database decided.
            return false;
        }
        TempData["Toast"] = texts["Saved"];
        return true;
    }

    private async Task<DutyPlan> PlanAsync(CancellationToken stop)
    {
        var plan = await desk.PlanAsync(stop);
        Members = [.. plan.OrderAt(db.Time.GetUtcNow()), .. plan.Desk.Where(m => m.Place == 0)];
        return plan;
    }

    /// <summary>The own days as they were written, or null when one of them is no day or there are too many.</summary>
    private HashSet<DateOnly>? ReadDays()
    {
        var days = new HashSet<DateOnly>();
        foreach (var text in (OwnDays ?? "").Split([',', ';', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!DateOnly.TryParse(text, CultureInfo.CurrentCulture, out var day) || days.Count >= DutySettings.MostOwnDays) return null;
            days.Add(day);
        }
        return days;
    }

    private PageResult Refuse(string why, int status = StatusCodes.Status422UnprocessableEntity)
    {
        (Problem, Response.StatusCode) = (why, status);
        return Page();
    }
}
