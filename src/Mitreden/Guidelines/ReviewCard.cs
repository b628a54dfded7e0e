using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Guidelines.Drafts;

namespace Mitreden.Guidelines;

/// <summary>What the card about a draft shows.</summary>
/// <param name="Since">Since when the draft lies open.</param>
public sealed record ReviewCardModel(DateTimeOffset Since);

/// <summary>Tells whoever may comment that a draft lies open.</summary>
internal sealed class ReviewCard(AppDb db) : IStartCard
{
    public int Order => 25;

    public async Task<CardView?> ForAsync(CurrentPerson person, CancellationToken stop)
    {
        if (!person.Has(GuidelinesModule.ReviewRoles)) return null;
        var since = await db.GuidelineDrafts.AsNoTracking().Where(d => d.State == DraftState.Offered).Select(d => (DateTimeOffset?)d.ChangedAt).SingleOrDefaultAsync(stop);
        return since is { } at ? new CardView("/Guidelines/Pages/_ReviewCard.cshtml", new ReviewCardModel(at)) : null;
    }
}
