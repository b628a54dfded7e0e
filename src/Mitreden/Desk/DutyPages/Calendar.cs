using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Duty;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.DutyPages;

/// <summary>A desk member's own shifts for their calendar program: when, and in which role; never who else, never about what.</summary>
public sealed class Calendar(
    AppDb db, CurrentOrganisation current, DutyDesk desk, People people, Companies companies, Speech speech, Texts<DutyTexts> texts, MitredenSettings settings)
{
    /// <summary>A calendar program cannot sign in: the address itself is the secret, of 128 random bits, and only its hash is stored.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/desk/duty/calendar/{token}.ics", (string token, Calendar calendar, CancellationToken stop) => calendar.ShowAsync(token, stop)).AllowAnonymous();

    /// <summary>The address of the calendar with this secret.</summary>
    public string Address(string secret) => settings.Address($"/desk/duty/calendar/{secret}.ics");

    private async Task<IResult> ShowAsync(string token, CancellationToken stop)
    {
        if (await OwnerAsync(token, stop) is not { } owner) return Results.NotFound();
        current.Id = owner.OrganisationId;
        var plan = await desk.PlanAsync(stop);
        if (plan.Desk.All(m => m.Id != owner.PersonId)) return Results.NotFound();
        speech.Use((await people.FindAsync(owner.PersonId, stop))!.Language, (await companies.FindAsync(owner.OrganisationId, stop))!.Formal);
        var now = db.Time.GetUtcNow();
        var today = plan.Zone.At(plan.Zone.DayOf(now), 0);
        var entries = plan.Shifts(today, today.AddDays(7 * DutyPlan.Weeks)).Select(shift => Entry(shift, owner.PersonId)).OfType<CalendarEntry>();
        return Results.Text(CalendarText.Write(texts["Calendar.Name"], entries, now), "text/calendar; charset=utf-8");
    }

    private async Task<DutyMember?> OwnerAsync(string token, CancellationToken stop)
    {
        using var _ = current.Everywhere();
        var hash = Secret.Hash(token);
        return await db.DutyMembers.IgnoreQueryFilters([AppDb.OrganisationFilter]).AsNoTracking().SingleOrDefaultAsync(m => m.CalendarHash == hash, stop);
    }

    private CalendarEntry? Entry(Shift shift, Guid person)
    {
        if (shift.Duty.First != person && shift.Duty.Backup != person) return null;
        var part = shift.Duty.First != person ? "Backup" : shift.Duty.Kind == DutyKind.Evening ? "Evening" : "First";
        return new CalendarEntry($"{CalendarText.Utc(shift.From)}-{part}-{person:N}@mitreden", shift.From, shift.Until, texts[$"Calendar.{part}"]);
    }
}
