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

/// <summary>Who is on duty this week and in the next 8, and what a member changes about it.</summary>
[Authorize(Policy = Policies.Desk)]
public sealed class DutyModel(AppDb db, DutyDesk desk, CurrentPerson me, Texts<DutyTexts> texts, Calendar calendar) : PageModel
{
    private const string Wall = "yyyy-MM-dd'T'HH:mm";

    /// <summary>The plan.</summary>
    public DutyPlan Plan { get; private set; } = null!;
    /// <summary>True as long as nobody has saved settings: then everybody is called at once.</summary>
    public bool IsUnset { get; private set; }
    /// <summary>This week and the next 8.</summary>
    public IReadOnlyList<DutyWeek> Weeks { get; private set; } = [];
    /// <summary>Absences, shifts taken over and swaps that are not over.</summary>
    public IReadOnlyList<DutyChange> Changes { get; private set; } = [];
    /// <summary>When the person answers outside duty hours.</summary>
    public WeekForm Evenings { get; private set; } = null!;
    /// <summary>Address of the person's calendar, in the answer that made it only.</summary>
    public string? CalendarAddress { get; private set; }
    /// <summary>Why the last step was not possible, or null.</summary>
    public string? Refusal { get; private set; }

    /// <summary>What was typed, or else the proposal: from now until the end of the day.</summary>
    public (string From, string Until) Proposal
    {
        get
        {
            var now = TimeZoneInfo.ConvertTime(db.Time.GetUtcNow(), Plan.Zone).DateTime;
            return Request.HasFormContentType && Request.Form.ContainsKey("kind") ? (Request.Form["from"].ToString(), Request.Form["until"].ToString())
                : (now.ToString(Wall, CultureInfo.InvariantCulture), now.Date.AddDays(1).ToString(Wall, CultureInfo.InvariantCulture));
        }
    }

    /// <summary>True when the line is the person's own, there is somebody to take it, and it is not offered already.</summary>
    public bool CanOffer(Shift line) => line.Duty.First == me.Id && Plan.Desk.Count > 1 && !Changes.Any(c => IsOffer(c, line));

    /// <summary>Shows it.</summary>
    public Task<PageResult> OnGetAsync() => ShowAsync();

    /// <summary>Notes that somebody is away or takes over.</summary>
    public Task<IActionResult> OnPostChangeAsync(Guid person, ChangeKind kind, string? from, string? until) => DoAsync(async now =>
    {
        Plan = await desk.PlanAsync(HttpContext.RequestAborted);
        if (kind is not (ChangeKind.Away or ChangeKind.TakesOver) || Plan.Desk.All(m => m.Id != person)) throw new NotNowException(NotNow.Changed);
        if (Moment(from) is not { } start || Moment(until) is not { } end) throw new NotNowException(NotNow.Empty, "until");
        if (await db.DutyChanges.AnyAsync(c => c.Kind == kind && c.PersonId == person && c.From == start && c.Until == end)) return;
        db.Add(DutyChange.Of(me.OrganisationId, kind, person, start, end, now));
    });

    /// <summary>Offers one of the person's own lines to the others.</summary>
    /// <param name="line">When it begins, in seconds since 1970.</param>
    public Task<IActionResult> OnPostOfferAsync(long line) => DoAsync(async now =>
    {
        var mine = DutyWeek.Of(await desk.PlanAsync(HttpContext.RequestAborted), now).SelectMany(w => w.Lines)
            .FirstOrDefault(l => l.From.ToUnixTimeSeconds() == line && l.Duty.First == me.Id) ?? throw new NotNowException(NotNow.Changed);
        if ((await desk.ChangesAsync(HttpContext.RequestAborted)).Exists(c => IsOffer(c, mine))) return;
        db.Add(DutyChange.Of(me.OrganisationId, ChangeKind.Offered, me.Id, mine.From, mine.Until, now));
    });

    /// <summary>Accepts a shift that somebody offers; the first one wins.</summary>
    public Task<IActionResult> OnPostAcceptAsync(Guid change) => DoAsync(async now => (await FindAsync(change)).Accept(me.Id, now));

    /// <summary>Takes a change back; who had accepted a shift offers it again. A slip is undone with one tap, as long as one step brings back all of it.</summary>
    public Task<IActionResult> OnPostCancelAsync(Guid change)
    {
        string? undo = null;
        return DoAsync(async _ =>
        {
            var found = await FindAsync(change);
            if (!found.IsUpTo(me.Id)) throw new NotNowException(NotNow.Changed);
            undo = Undo(found, (await desk.PlanAsync(HttpContext.RequestAborted)).Zone);
            if (found.AcceptedBy == me.Id) found.Release();
            else db.Remove(found);
        }, () => undo);
    }

    /// <summary>The person says when they answer outside duty hours.</summary>
    public Task<IActionResult> OnPostEveningsAsync() => DoAsync(async _ =>
    {
        Evenings = WeekForm.Sent(Request.Form);
        if (Evenings.Wrong.Count > 0) throw new NotNowException(NotNow.Empty, string.Join(", ", Evenings.Wrong));
        (await desk.EntryAsync(me.Id)).Volunteer(Evenings.Week);
    });

    /// <summary>Opens the person's calendar under a new address, which is shown this once.</summary>
    public async Task<IActionResult> OnPostCalendarAsync()
    {
        var secret = (await desk.EntryAsync(me.Id)).OpenCalendar();
        await db.SaveChangesAsync();
        CalendarAddress = calendar.Address(secret);
        return await ShowAsync();
    }

    private bool IsOffer(DutyChange change, Shift line) => change.Kind == ChangeKind.Offered && change.PersonId == me.Id && change.From == line.From;

    /// <summary>Address of the step that brings a change back, or null when somebody else would have to accept it anew.</summary>
    private string? Undo(DutyChange change, TimeZoneInfo zone)
    {
        if (change.AcceptedBy is { } taker) return taker == me.Id ? $"/desk/duty?handler=Accept&change={change.Id}" : null;
        if (change.Kind == ChangeKind.Offered) return $"/desk/duty?handler=Offer&line={change.From.ToUnixTimeSeconds()}";
        string At(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, zone).DateTime.ToString(Wall, CultureInfo.InvariantCulture);
        return $"/desk/duty?handler=Change&person={change.PersonId}&kind={change.Kind}&from={At(change.From)}&until={At(change.Until)}";
    }

    private async Task<DutyChange> FindAsync(Guid change) =>
        await db.DutyChanges.SingleOrDefaultAsync(c => c.Id == change) ?? throw new NotNowException(NotNow.Changed);

    private DateTimeOffset? Moment(string? text) => DateTime.TryParseExact(text, Wall, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall)
        ? Plan.Zone.At(DateOnly.FromDateTime(wall), wall.Hour * 60 + wall.Minute) : null;

    private async Task<IActionResult> DoAsync(Func<DateTimeOffset, Task> verb, Func<string?>? undo = null)
    {
        try
        {
            await verb(db.Time.GetUtcNow());
            await db.SaveChangesAsync();
            TempData["Toast"] = texts["Saved"];
            if (undo?.Invoke() is { } back) TempData["Undo"] = back;
            return RedirectToPage();
        }
        catch (NotNowException refused)
        {
            return await RefuseAsync(refused.Why, refused.Blamed);
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            // Somebody else was faster by a moment; the database decided.
            return await RefuseAsync(NotNow.Changed, null);
        }
    }

    private async Task<IActionResult> RefuseAsync(NotNow why, string? blamed)
    {
        db.ChangeTracker.Clear();
        Refusal = blamed is null or "until" ? texts[$"NotNow.{why}"] : texts["NotNow.Week", blamed];
        Response.StatusCode = blamed is null ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return await ShowAsync();
    }

    private async Task<PageResult> ShowAsync()
    {
        var now = db.Time.GetUtcNow();
        Plan = await desk.PlanAsync(HttpContext.RequestAborted);
        IsUnset = await desk.VersionAsync(HttpContext.RequestAborted) == 0;
        Weeks = DutyWeek.Of(Plan, now);
        Changes = [.. (await desk.ChangesAsync(HttpContext.RequestAborted)).Where(c => c.Until > now).OrderBy(c => c.From)];
        Evenings ??= WeekForm.Of(Plan.Desk.FirstOrDefault(m => m.Id == me.Id)?.Evenings ?? WeekHours.None);
        return Page();
    }
}
