using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
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
/// <param name="Crowd">How many answers there are, and whether that is enough.</param>
/// <param name="Told">By option; empty while they are too few.</param>
/// <param name="Words">Own words, in an order of dice.</param>
public sealed record Tally(RoundQuestion Question, Crowd Crowd, IReadOnlyList<Told> Told, IReadOnlyList<string> Words);

/// <summary>Rounds as the signed-in person sees them, and what was answered.</summary>
public sealed class RoundResults(AppDb db, CurrentPerson me, Marks marks, People people, Clock clock)
{
    /// <summary>The newest rounds of which the person gets a list.</summary>
    private const int Most = 20;

    private IReadOnlyList<RoundHead>? _mine;

    /// <summary>Rounds that were opened for the person, newest first. Two cards of one page ask for them.</summary>
    public async Task<IReadOnlyList<RoundHead>> MineAsync(CancellationToken stop) => _mine ??= await ReadMineAsync(stop);

    /// <summary>One that is or was open, when it is for the person or the person leads rounds.</summary>
    public async Task<(FeedbackRound Round, Standing Standing, bool IsFor)?> FindAsync(Guid id, CancellationToken stop)
    {
        if (await db.FeedbackRounds.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.OpensOn != null, stop) is not { } round) return null;
        var isFor = Feed.IsFor(round.Departments, (await people.FindAsync(me.Id, stop))?.Department ?? "");
        if (!isFor && !me.Has(AnnouncementsModule.Writers)) return null;
        return (round, StandingOf(round.Id, round.ClosesOn, round.SaidAt, (await marks.ReadAsync(stop)).Answered, clock.Today), isFor);
    }

    /// <summary>How many people are asked, and how many of them lead rounds.</summary>
    public Task<Audience> AskedAsync(FeedbackRound round, CancellationToken stop) => people.AudienceAsync(round.Departments, stop);

    /// <summary>What was answered, once the round is over; empty before.</summary>
    /// <param name="round">The round.</param>
    /// <param name="words">True to read own words as well.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<IReadOnlyList<Tally>> TalliesAsync(FeedbackRound round, bool words, CancellationToken stop)
    {
        if (!round.IsOver(clock.Today)) return [];
        // Whoever takes a role away for a moment does not lower what it takes.
        var leads = Math.Max(round.Leads, (await AskedAsync(round, stop)).Writers);
        var all = await db.RoundAnswers.AsNoTracking().Where(a => a.RoundId == round.Id).ToArrayAsync(stop);
        RandomNumberGenerator.Shuffle(all.AsSpan());
        return [.. round.Questions.Select((question, number) =>
        {
            var answers = all.Where(a => a.Question == number).ToList();
            var crowd = new Crowd(answers.Count, leads);
            if (!crowd.IsEnough) return new Tally(question, crowd, [], []);
            return new Tally(question, crowd, [.. Enumerable.Range(0, question.Answers).Select(n => crowd.Of(answers.Count(a => a.Choice == n)))],
                words && question.Kind == AskKind.Words ? [.. answers.Select(a => a.Text)] : []);
        })];
    }

    private async Task<IReadOnlyList<RoundHead>> ReadMineAsync(CancellationToken stop)
    {
        var (today, department) = (clock.Today, (await people.FindAsync(me.Id, stop))?.Department ?? "");
        var line = $"\n{department}\n";
        // As Feed.IsFor, in the database: the newest of those that are for the person.
        var all = await db.FeedbackRounds.AsNoTracking()
            .Where(r => r.OpensOn != null && r.OpensOn <= today && (r.Departments == "" || (department != "" && ("\n" + r.Departments + "\n").Contains(line))))
            .OrderByDescending(r => r.OpensOn).ThenByDescending(r => r.Id).Take(Most)
            .Select(r => new { r.Id, r.Title, r.TitleEn, r.ClosesOn, r.SaidAt }).ToListAsync(stop);
        if (all.Count == 0) return [];
        var answered = (await marks.ReadAsync(stop)).Answered;
        return [.. all.Select(r => new RoundHead(r.Id, me.Language == "en" && r.TitleEn.Length > 0 ? r.TitleEn : r.Title,
            StandingOf(r.Id, r.ClosesOn, r.SaidAt, answered, today), r.SaidAt is { } said ? DateOnly.FromDateTime(clock.Local(said).DateTime) : r.ClosesOn!.Value))];
    }

    private static Standing StandingOf(Guid round, DateOnly? last, DateTimeOffset? said, IReadOnlyList<Guid> answered, DateOnly today) =>
        said is not null ? Standing.Said : today > last ? Standing.Over : answered.Contains(round) ? Standing.Answered : Standing.Open;
}
