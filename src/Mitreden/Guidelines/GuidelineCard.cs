using Mitreden.Foundation.Data;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;

namespace Mitreden.Guidelines;

/// <summary>What the start card shows.</summary>
/// <param name="Number">Version that waits for the person.</param>
/// <param name="Since">Since when it holds.</param>
/// <param name="Again">True when the person knows an older version.</param>
public sealed record GuidelineCardModel(int Number, DateTimeOffset Since, bool Again);

/// <summary>Leads to the guideline until the person has acknowledged the current version.</summary>
internal sealed class GuidelineCard(AppDb db) : IStartCard
{
    public int Order => 20;

    public async Task<CardView?> ForAsync(CurrentPerson person, CancellationToken stop)
    {
        if (await db.CurrentGuidelineAsync(stop) is not { } version) return null;
        var evidence = await db.EvidenceOfAsync(person.Id, stop);
        if (evidence.Any(e => e.Version == version.Number)) return null;
        return new CardView("/Guidelines/Pages/_StartCard.cshtml", new GuidelineCardModel(version.Number, version.PublishedAt, evidence.Count > 0));
    }
}
