using Mitreden.Foundation.Data;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Learning.Contracts;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Guidelines;

/// <summary>What the start card shows.</summary>
/// <param name="Number">Version that waits for the person.</param>
/// <param name="Since">Since when it holds.</param>
/// <param name="Again">True when the person knows an older version.</param>
public sealed record GuidelineCardModel(int Number, DateTimeOffset Since, bool Again);

/// <summary>Leads to the guideline until the person has acknowledged the current version.</summary>
internal sealed class GuidelineCard(AppDb db, People people, FirstSteps first) : IStartCard
{
    /// <summary>
    /// Days after which everybody is asked: beginners meet the guideline behind their first success, but not never (rule R10).
    /// </summary>
    public const int Deadline = 14;

    public int Order => 20;

    public async Task<CardView?> ForAsync(CurrentPerson person, CancellationToken stop)
    {
        if (await db.CurrentGuidelineAsync(stop) is not { } version) return null;
        var evidence = await db.EvidenceOfAsync(person.Id, stop);
        if (evidence.Any(e => e.Version == version.Number)) return null;
        if (evidence.Count == 0 && await MayWaitAsync(version, person, stop)) return null;
        return new CardView("/Guidelines/Pages/_StartCard.cshtml", new GuidelineCardModel(version.Number, version.PublishedAt, evidence.Count > 0));
    }

    private async Task<bool> MayWaitAsync(GuidelineVersion version, CurrentPerson person, CancellationToken stop)
    {
        var joined = (await people.FindAsync(person.Id, stop))?.JoinedAt ?? version.PublishedAt;
        var begin = joined > version.PublishedAt ? joined : version.PublishedAt;
        return db.Time.GetUtcNow() < begin.AddDays(Deadline) && await first.AreAheadAsync(stop);
    }
}
