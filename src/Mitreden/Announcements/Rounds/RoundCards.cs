using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;

namespace Mitreden.Announcements.Rounds;

/// <summary>A card about a round.</summary>
/// <param name="Href">Where it leads.</param>
/// <param name="Text">Key of its text.</param>
/// <param name="Title">Title of the round.</param>
public sealed record RoundCardModel(string Href, string Text, string Title)
{
    /// <summary>How it is drawn.</summary>
    public CardView View => new("/Announcements/Rounds/_RoundCard.cshtml", this);
}

/// <summary>A round that is open and that the person has not answered.</summary>
internal sealed class RoundCard(RoundResults results) : IStartCard
{
    public int Order => 16;

    public async Task<CardView?> ForAsync(CurrentPerson person, CancellationToken stop) =>
        (await results.MineAsync(stop)).FirstOrDefault(r => r.Standing == Standing.Open) is { } round ? new RoundCardModel($"/news/round/{round.Id}", "Card.Open", round.Title).View : null;
}

/// <summary>What came of the last round; the same for everybody, for two weeks.</summary>
internal sealed class SaidCard(RoundResults results, Clock clock) : IStartCard
{
    /// <summary>Days for which it is new.</summary>
    public const int NewDays = 14;

    public int Order => 19;

    public async Task<CardView?> ForAsync(CurrentPerson person, CancellationToken stop) =>
        (await results.MineAsync(stop)).FirstOrDefault(r => r.Standing == Standing.Said && r.Day > clock.Today.AddDays(-NewDays)) is { } round
            ? new RoundCardModel($"/news/round/{round.Id}", "Card.Said", round.Title).View : null;
}

/// <summary>Reminds those who lead rounds that people have answered and nobody has said yet what came of it.</summary>
internal sealed class OverdueCard(AppDb db, Clock clock) : IStartCard
{
    public int Order => 14;

    public async Task<CardView?> ForAsync(CurrentPerson person, CancellationToken stop)
    {
        if (!person.Has(AnnouncementsModule.Writers)) return null;
        var before = clock.Today.AddDays(-FeedbackRound.Patience);
        var round = await db.FeedbackRounds.AsNoTracking().Where(r => r.ClosesOn < before && r.SaidAt == null).OrderBy(r => r.ClosesOn).FirstOrDefaultAsync(stop);
        return round is null ? null : new RoundCardModel($"/news/rounds/{round.Id}", "Card.Overdue", round.TitleIn(person.Language)).View;
    }
}
