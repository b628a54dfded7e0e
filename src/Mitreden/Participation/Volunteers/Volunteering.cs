using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;
using Mitreden.Participation.Pilot;

namespace Mitreden.Participation.Volunteers;

/// <summary>Saying "I am in" and taking it back, for the signed-in person; every verb saves.</summary>
public sealed class Volunteering(AppDb db, CurrentPerson me, OwnRow<PilotMark, PilotWord> mark, People people)
{
    /// <summary>What the person has volunteered for.</summary>
    public Task<Dictionary<Part, Volunteer>> MineAsync(CancellationToken stop) =>
        db.Volunteers.AsNoTracking().Where(v => v.PersonId == me.Id).ToDictionaryAsync(v => v.Part, stop);

    /// <summary>All who have volunteered for something and are in, by part and name.</summary>
    public async Task<ILookup<Part, (PersonCard Person, string Note)>> AllAsync(CancellationToken stop)
    {
        var all = await db.Volunteers.AsNoTracking().ToListAsync(stop);
        var cards = await people.ListAsync([.. all.Select(v => v.PersonId).Distinct()], stop);
        return cards.SelectMany(c => all.Where(v => v.PersonId == c.Id).Select(v => (v.Part, Person: c, v.Note))).ToLookup(v => v.Part, v => (v.Person, v.Note));
    }

    /// <summary>The person is in. Saying so again changes the note.</summary>
    /// <param name="part">For what.</param>
    /// <param name="note">What they add.</param>
    /// <param name="isNew">For the pilot group, before it is put together: that this is new to them.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task JoinAsync(Part part, string? note, bool isNew, CancellationToken stop)
    {
        var takesPartInTheDraw = part == Part.Pilot && !await db.PilotGroups.AnyAsync(stop);
        if (takesPartInTheDraw) await mark.StepAsync(_ => new PilotWord { IsNew = isNew }, stop);
        var known = await db.Volunteers.SingleOrDefaultAsync(v => v.PersonId == me.Id && v.Part == part, stop);
        if (known is null) db.Add(Volunteer.For(me.OrganisationId, me.Id, part, note));
        else known.Write(note);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException late) when (late.IsLostRace && known is null)
        {
            // The other half of a double tap was faster; the database keeps one row per person and part.
            db.ChangeTracker.Clear();
            if (!await db.Volunteers.AnyAsync(v => v.PersonId == me.Id && v.Part == part, stop)) throw;
        }
        // Drawn in this very moment: what was said for the draw is needed no more.
        if (takesPartInTheDraw && await db.PilotGroups.AnyAsync(stop)) await mark.ForgetAsync();
    }

    /// <summary>The person takes it back; out of the pilot group as well, when it was that. Nothing remembers it.</summary>
    public async Task WithdrawAsync(Part part, CancellationToken stop)
    {
        db.RemoveRange(await db.Volunteers.Where(v => v.PersonId == me.Id && v.Part == part).ToListAsync(stop));
        if (part == Part.Pilot) db.RemoveRange(await db.PilotMembers.Where(m => m.PersonId == me.Id).ToListAsync(stop));
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            // The other half of a double tap has taken it back already.
            db.ChangeTracker.Clear();
        }
        if (part == Part.Pilot) await mark.ForgetAsync();
    }
}
