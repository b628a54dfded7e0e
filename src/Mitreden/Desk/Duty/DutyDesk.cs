using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.Duty;

/// <summary>The roster of the current organisation, as it is stored.</summary>
public sealed class DutyDesk(AppDb db, People people, Companies companies)
{
    /// <summary>The plan; with no setting at all, the default of <see cref="DutyRules.Default"/>.</summary>
    public async Task<DutyPlan> PlanAsync(CancellationToken stop)
    {
        var company = await companies.FindAsync(db.OrganisationId, stop) ?? throw new InvalidOperationException("A plan belongs to an organisation.");
        var settings = await db.DutySettings.AsNoTracking().SingleOrDefaultAsync(stop);
        var rows = await db.DutyMembers.AsNoTracking().ToDictionaryAsync(m => m.PersonId, stop);
        var desk = (await people.WithRoleAsync(Role.Desk, stop)).Select(p => Member(p, rows.GetValueOrDefault(p.Id)));
        return new DutyPlan(settings?.Rules ?? DutyRules.Default, TimeZoneInfo.FindSystemTimeZoneById(company.Zone),
            [.. desk.OrderBy(m => m.Name, StringComparer.InvariantCultureIgnoreCase).ThenBy(m => m.Id)], await ChangesAsync(stop));
    }

    /// <summary>The version of the settings; 0 as long as there are none.</summary>
    public Task<int> VersionAsync(CancellationToken stop) => db.DutySettings.Select(s => s.Version).SingleOrDefaultAsync(stop);

    /// <summary>All changes that are kept, the oldest first.</summary>
    public Task<List<DutyChange>> ChangesAsync(CancellationToken stop) => db.DutyChanges.AsNoTracking().OrderBy(c => c.Id).ToListAsync(stop);

    /// <summary>The person's entry, made now where there is none.</summary>
    internal async Task<DutyMember> EntryAsync(Guid person)
    {
        if (await db.DutyMembers.SingleOrDefaultAsync(m => m.PersonId == person) is { } entry) return entry;
        return db.Add(DutyMember.For(db.OrganisationId, person, db.Time.GetUtcNow())).Entity;
    }

    private static DeskMember Member(PersonCard person, DutyMember? row) =>
        new(person.Id, person.Name, row?.Place, WeekHours.Parse(row?.Evenings ?? ""));
}
