using Mitreden.Foundation.Data;
using Mitreden.Foundation.Nameless;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;

namespace Mitreden.Questions;

/// <summary>A number on a card of the start page.</summary>
/// <param name="Count">How many.</param>
public sealed record BoxCount(int Count);

/// <summary>New answers of the last days; the same for everybody, since nobody keeps who has read what.</summary>
internal sealed class AnswersCard(Readings readings) : IStartCard
{
    public int Order => 45;

    public async Task<CardView?> ForAsync(CurrentPerson person, CancellationToken stop) =>
        await readings.CountNewAsync(stop) is > 0 and var count ? new CardView("/Questions/Pages/_AnswersCard.cshtml", new BoxCount(count)) : null;
}

/// <summary>Questions that wait, for those who answer.</summary>
internal sealed class WaitingCard(AppDb db, Readings readings) : IStartCard
{
    public int Order => 11;

    public async Task<CardView?> ForAsync(CurrentPerson person, CancellationToken stop)
    {
        if (!person.Has(QuestionsModule.Moderators)) return null;
        var count = await readings.CountWaitingAsync(BoxDay.OpenBefore(db.Time.GetUtcNow(), person.Zone), stop);
        return count > 0 ? new CardView("/Questions/Pages/_WaitingCard.cshtml", new BoxCount(count)) : null;
    }
}
