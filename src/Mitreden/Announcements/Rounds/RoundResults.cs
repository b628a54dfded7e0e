using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Mitreden.Announcements.Contracts;
using Mitreden.Announcements.Reading;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Announcements.Rounds;

/// <summary>How a round stands to the person.</summary>
public enum Standing
{
    /// <summary>Open, and not answered yet.</summary>
    Open,
    /// <summary>Open, and answered.</summary>
    Answered,
    /// <summary>Over; nobody has said yet what came of it.</summary>
    Over,
    /// <summary>It was said what came of it.</summary>
    Said,
}

/// <summary>A round in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Title in the reader's language.</param>
/// <param name="Standing">How it stands to the reader.</param>
/// <param name="Day">Its last day; of one whose outcome was told, the day of that.</param>
public sealed record RoundHead(Guid Id, string Title, Standing Standing, DateOnly Day);

/// <summary>What was answered to one question.</summary>
/// <param name="Question">The question.</param>
/// <param name="Answers">How many answers there are; null while they are too few to be counted.</param>
/// <param name="Counts">By option.</param>
/// <param name="Words">Own words, in an order of dice.</param>
public sealed record Tally(RoundQuestion Question, int? Answers, IReadOnlyList<int> Counts, IReadOnlyList<string> Words);

/// <summary>Rounds as the signed-in person sees them, and what was answered.</summary>
public sealed class RoundResults(AppDb db, CurrentPerson me, Marks marks, People people, Clock clock)
{
    /// <summary>Answers below which nothing is counted or shown.</summary>
    public const int Fewest = Bands.Fewest;

    /// <summary>Rounds that were opened for the person, newest first.</summary>
    public async Task<IReadOnlyList<RoundHead>> MineAsync(CancellationToken stop)
    {
        var today = clock.Today;
        var all = await db.FeedbackRounds.AsNoTracking().Where(r => r.OpensOn != null && r.OpensOn <= today).ToListAsync(stop);
        if (all.Count == 0) return [];
        var department = (await people.FindAsync(me.Id, stop))?.Department ?? "";
        var answered = (await marks.ReadAsync(stop)).Answered;
        return [.. all.Where(r => Feed.IsFor(r.Departments, department)).OrderByDescending(r => r.OpensOn).ThenByDescending(r => r.Id)
            .Select(r => new RoundHead(r.Id, r.TitleIn(me.Language), StandingOf(r, answered, today), r.SaidAt is { } said ? DateOnly.FromDateTime(clock.Local(said).DateTime) : r.ClosesOn!.Value))];
    }

    /// <summary>One that is or was open, when it is for the person or the person leads rounds.</summary>
    public async Task<(FeedbackRound Round, Standing Standing, bool IsFor)?> FindAsync(Guid id, CancellationToken stop)
    {
        if (await db.FeedbackRounds.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.OpensOn != null, stop) is not { } round) return null;
        var isFor = Feed.IsFor(round.Departments, (await people.FindAsync(me.Id, stop))?.Department ?? "");
        if (!isFor && !me.Has(AnnouncementsModule.Writers)) return null;
        return (round, StandingOf(round, (await marks.ReadAsync(stop)).Answered, clock.Today), isFor);
    }

    /// <summary>What was answered, once the round is over; empty before.</summary>
    /// <param name="round">The round.</param>
    /// <param name="words">True to read own words as well.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<IReadOnlyList<Tally>> TalliesAsync(FeedbackRound round, bool words, CancellationToken stop)
    {
        if (!round.IsOver(clock.Today)) return [];
        var all = await db.RoundAnswers.AsNoTracking().Where(a => a.RoundId == round.Id).ToArrayAsync(stop);
        RandomNumberGenerator.Shuffle(all.AsSpan());
        return [.. round.Questions.Select((question, number) =>
        {
            var answers = all.Where(a => a.Question == number).ToList();
            if (answers.Count < Fewest) return new Tally(question, null, [], []);
            return new Tally(question, answers.Count, [.. Enumerable.Range(0, question.Answers).Select(n => answers.Count(a => a.Choice == n))],
                words && question.Kind == AskKind.Words ? [.. answers.Select(a => a.Text)] : []);
        })];
    }

    private static Standing StandingOf(FeedbackRound round, IReadOnlyList<Guid> answered, DateOnly today) =>
        round.SaidAt is not null ? Standing.Said : round.IsOver(today) ? Standing.Over : answered.Contains(round.Id) ? Standing.Answered : Standing.Open;
}
