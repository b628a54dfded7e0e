using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Organisations.Contracts;
using Mitreden.Participation.Pilot;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Participation;

/// <summary>What somebody has volunteered for, their ideas with their name, and what they have decided about ideas. Ideas without a name are nobody's to hand out.</summary>
internal sealed class ParticipationPeople(AppDb db, Seal seal) : IPersonalData, IWhen<PersonLeft>
{
    public async Task<PersonalDataPart> ExportAsync(Guid person, CancellationToken stop) => new("involvement", new
    {
        Volunteered = await db.Volunteers.AsNoTracking().Where(v => v.PersonId == person).Select(v => new { v.Part, v.Note }).ToListAsync(stop),
        SaidForTheDraw = await db.ExportAsync<PilotMark, PilotWord>(seal, person, stop),
        InPilotGroup = await db.PilotMembers.AnyAsync(m => m.PersonId == person, stop),
        Ideas = await db.Ideas.AsNoTracking().Where(i => i.AuthorId == person).Select(i => new { i.Day, i.Title, i.Text, i.State }).ToListAsync(stop),
        Decisions = await db.IdeaSteps.AsNoTracking().Where(s => s.By == person).OrderBy(s => s.At).Select(s => new { s.State, s.Words, s.Who, s.Due, s.At }).ToListAsync(stop),
    });

    /// <summary>Volunteering ends with the last day. Ideas stay, without the name.</summary>
    public async Task HandleAsync(PersonLeft happened, CancellationToken stop)
    {
        var person = happened.PersonId;
        db.RemoveRange(await db.Volunteers.Where(v => v.PersonId == person).ToListAsync(stop));
        db.RemoveRange(await db.PilotMembers.Where(m => m.PersonId == person).ToListAsync(stop));
        await db.EraseAsync<PilotMark>(person, stop);
        foreach (var idea in await db.Ideas.Where(i => i.AuthorId == person).ToListAsync(stop)) idea.ForgetAuthor();
    }

    public async Task EraseAsync(Guid person, CancellationToken stop)
    {
        await HandleAsync(new PersonLeft(person, null), stop);
        foreach (var step in await db.IdeaSteps.Where(s => s.By == person).ToListAsync(stop)) step.Forget();
    }
}
