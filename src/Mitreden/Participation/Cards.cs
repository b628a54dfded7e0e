using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Nameless;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Participation.Ideas;
using Mitreden.Participation.Pilot;

namespace Mitreden.Participation;

/// <summary>What waits for those who lead.</summary>
/// <param name="Waiting">Ideas that nobody has looked at.</param>
/// <param name="Forgotten">Ideas that nobody has said anything about for <see cref="Idea.PatientDays"/> days.</param>
/// <param name="IsShort">True when the pilot group has fewer members than it should.</param>
public sealed record LeadCardModel(int Waiting, int Forgotten, bool IsShort);

/// <summary>Reminds those who lead of ideas that wait and of a pilot group that has become too small.</summary>
internal sealed class LeadCard(AppDb db, IdeaReadings ideas, Pilots pilots, Clock clock) : IStartCard
{
    public int Order => 15;

    public async Task<CardView?> ForAsync(CurrentPerson person, CancellationToken stop)
    {
        if (!person.Has(ParticipationModule.Leads)) return null;
        var waiting = await ideas.CountWaitingAsync(BoxDay.OpenBefore(clock.Now, person.Zone), stop);
        var forgotten = await ideas.CountForgottenAsync(clock.Today, stop);
        var small = await db.PilotGroups.AnyAsync(g => g.PractisedAt == null, stop) && (await pilots.MembersAsync(stop)).Count < (await pilots.SizeAsync(stop)).Fewest;
        return waiting + forgotten == 0 && !small ? null : new CardView("/Participation/Pages/_LeadCard.cshtml", new LeadCardModel(waiting, forgotten, small));
    }
}

/// <summary>Tells members of the pilot group that they are in it, until it has practised.</summary>
internal sealed class PilotCard(AppDb db) : IStartCard
{
    public int Order => 17;

    public async Task<CardView?> ForAsync(CurrentPerson person, CancellationToken stop) =>
        await db.PilotMembers.AnyAsync(m => m.PersonId == person.Id, stop) && await db.PilotGroups.AnyAsync(g => g.PractisedAt == null, stop)
            ? new CardView("/Participation/Pages/_PilotCard.cshtml", new object()) : null;
}

/// <summary>Something has become of a person's idea.</summary>
/// <param name="Id">The idea.</param>
/// <param name="Title">Its title; "" when it is hidden.</param>
/// <param name="State">How it stands now.</param>
public sealed record IdeaNews(Guid Id, string Title, IdeaState State);

/// <summary>Tells authors who have given their name what has become of their idea.</summary>
internal sealed class IdeaNewsCard(IdeaReadings ideas) : IStartCard
{
    public int Order => 44;

    public async Task<CardView?> ForAsync(CurrentPerson person, CancellationToken stop) => await ideas.NewsForAsync(person.Id, stop) is { } news
        ? new CardView("/Participation/Pages/_IdeaNewsCard.cshtml", new IdeaNews(news.Idea, news.Title, news.State)) : null;
}

/// <summary>The way to the page from a phone, the same for everybody.</summary>
internal sealed class JoinCard : IStartCard
{
    public int Order => 60;

    public Task<CardView?> ForAsync(CurrentPerson person, CancellationToken stop) => Task.FromResult<CardView?>(new CardView("/Participation/Pages/_JoinCard.cshtml", new object()));
}
