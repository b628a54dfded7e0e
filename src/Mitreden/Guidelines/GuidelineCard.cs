using Mitreden.Foundation.Data;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Guidelines.Acknowledging;
using Mitreden.Learning.Contracts;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Guidelines;

/// <summary>What the start card shows.</summary>
/// <param name="Number">Version that waits for the person.</param>
/// <param name="Since">Since when it holds.</param>
/// <param name="Knows">What the person knows of it.</param>
public sealed record GuidelineCardModel(int Number, DateTimeOffset Since, Knows Knows);

/// <summary>Leads to the guideline until the person has acknowledged what holds, and once to what has been explained differently since.</summary>
internal sealed class GuidelineCard(AppDb db, MyGuideline mine, People people, FirstSteps first) : IStartCard
{
    /// <summary>
    /// Days after which everybody is asked: beginners meet the guideline behind their first success, but not never (rule R10).
    /// </summary>
    public const int Deadline = 14;

    public int Order => 20;

    public async Task<CardView?> ForAsync(CurrentPerson person, CancellationToken stop)
    {
        if (await mine.StandingAsync(stop) is not { } standing) return null;
        if (standing is { Knows: Knows.Current, HasNews: false }) return null;
        if (standing.Knows == Knows.Nothing && await MayWaitAsync(standing.Newest, person, stop)) return null;
        return new CardView("/Guidelines/Pages/_StartCard.cshtml", new GuidelineCardModel(standing.Newest.Number, standing.Newest.PublishedAt, standing.Knows));
    }

    private async Task<bool> MayWaitAsync(VersionHead version, CurrentPerson person, CancellationToken stop)
    {
        var joined = (await people.FindAsync(person.Id, stop))?.JoinedAt ?? version.PublishedAt;
        var begin = joined > version.PublishedAt ? joined : version.PublishedAt;
        return db.Time.GetUtcNow() < begin.AddDays(Deadline) && await first.AreAheadAsync(stop);
    }
}
