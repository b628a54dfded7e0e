using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;
using Mitreden.Participation.Volunteers;

namespace Mitreden.Participation.Pilot;

/// <summary>Puts the pilot group together and keeps it; every verb saves.</summary>
public sealed class Pilots(AppDb db, CurrentPerson me, People people, Seal seal)
{
    /// <summary>The size for this company.</summary>
    public async Task<PilotSize> SizeAsync(CancellationToken stop) => PilotSize.For(await people.CountJoinedAsync(stop) + await people.CountNotJoinedAsync(stop));

    /// <summary>The members, by name.</summary>
    public async Task<IReadOnlyList<PersonCard>> MembersAsync(CancellationToken stop) =>
        await people.ListAsync(await db.PilotMembers.Select(m => m.PersonId).ToListAsync(stop), stop);

    /// <summary>Those who volunteered for the pilot group and are not in it, by name.</summary>
    public async Task<IReadOnlyList<PersonCard>> PoolAsync(CancellationToken stop) => await people.ListAsync(await db.Volunteers
        .Where(v => v.Part == Part.Pilot && !db.Set<PilotMember>().Any(m => m.PersonId == v.PersonId)).Select(v => v.PersonId).ToListAsync(stop), stop);

    /// <summary>Draws the group, unless there is one. With it all marks go, so there can be no second draw.</summary>
    /// <returns>False when there is a group already, or fewer have volunteered than a group has members.</returns>
    public async Task<bool> DrawAsync(int size, CancellationToken stop)
    {
        var (allowed, pool) = (await SizeAsync(stop), await PoolAsync(stop));
        if (pool.Count < allowed.Fewest || await db.PilotGroups.AnyAsync(stop)) return false;
        var marks = await db.PilotMarks.ToDictionaryAsync(m => m.PersonId, stop);
        var candidates = pool.Select(p => new Candidate(p.Id, p.Department, marks.TryGetValue(p.Id, out var mark) && mark.Open<PilotWord>(seal).IsNew)).ToList();
        return await BeginAsync(PilotDraw.Draw(candidates, Math.Clamp(size, allowed.Fewest, allowed.Most), Random.Shared), drawn: true, stop);
    }

    /// <summary>Puts the group together by hand, of those who volunteered.</summary>
    /// <returns>False when there is a group already, or nobody of them was chosen.</returns>
    public async Task<bool> ChooseAsync(IReadOnlyCollection<Guid> chosen, CancellationToken stop)
    {
        var group = (await PoolAsync(stop)).Select(p => p.Id).Where(chosen.Contains).Take((await SizeAsync(stop)).Most).ToList();
        return group.Count > 0 && !await db.PilotGroups.AnyAsync(stop) && await BeginAsync(group, drawn: false, stop);
    }

    /// <summary>Takes one more in: this person, or anybody of those who volunteered, each with the same chance.</summary>
    /// <returns>False when there is no group, it is full, the person has not volunteered, or somebody else has just taken somebody in.</returns>
    public async Task<bool> AddAsync(Guid? person, CancellationToken stop)
    {
        // Read before anything is counted: whoever takes somebody in after that has changed its version.
        if (await db.PilotGroups.SingleOrDefaultAsync(stop) is not { } group) return false;
        var pool = (await PoolAsync(stop)).Select(p => p.Id).Where(id => person is null || id == person).ToArray();
        if (pool.Length == 0 || await db.PilotMembers.CountAsync(stop) >= (await SizeAsync(stop)).Most) return false;
        group.Grow();
        Take(pool[Random.Shared.Next(pool.Length)]);
        return await SavedAsync(stop);
    }

    /// <summary>Takes somebody out; they stay a volunteer.</summary>
    public async Task RemoveAsync(Guid person, CancellationToken stop)
    {
        db.RemoveRange(await db.PilotMembers.Where(m => m.PersonId == person).ToListAsync(stop));
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody else has just taken them out, or they have declined: they are out.
            db.ChangeTracker.Clear();
        }
    }

    private async Task<bool> BeginAsync(IReadOnlyList<Guid> members, bool drawn, CancellationToken stop)
    {
        db.Add(PilotGroup.Begin(me.OrganisationId, drawn, db.Time.GetUtcNow()));
        foreach (var member in members) Take(member);
        db.RemoveRange(await db.PilotMarks.ToListAsync(stop));
        return await SavedAsync(stop);
    }

    private void Take(Guid person)
    {
        db.Add(PilotMember.Of(me.OrganisationId, person));
        db.Enqueue(new TellMember(person), $"pilot.tell:{Guid.CreateVersion7(db.Time.GetUtcNow())}");
    }

    private async Task<bool> SavedAsync(CancellationToken stop)
    {
        try
        {
            await db.SaveChangesAsync(stop);
            return true;
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            // Somebody else was faster: there is one group of a company, and one place in it for each person. Or somebody has withdrawn their mark meanwhile.
            db.ChangeTracker.Clear();
            return false;
        }
    }
}
