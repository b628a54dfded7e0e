using Mitreden.Desk.Drills;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.DrillPages;

/// <summary>Asks those who were chosen to share the thread of a running drill; gone once they have shared it or said no.</summary>
internal sealed class AskCard(DrillDesk drills) : IStartCard
{
    public int Order => 3;

    public async Task<CardView?> ForAsync(CurrentPerson person, CancellationToken stop) =>
        await drills.AskedAsync(person.Id, stop) is { } drill ? new CardView("/Desk/DrillPages/_AskCard.cshtml", drill.Id) : null;
}

/// <summary>What the start card tells those who prepare drills.</summary>
/// <param name="Report">The last drill, when its report is new and nobody has noted anything yet; null: the next one is due.</param>
public sealed record DueCardModel(Guid? Report);

/// <summary>Tells those who prepare drills that a report is there, or that the next drill is due; gone once one is planned.</summary>
internal sealed class DueCard(DrillDesk drills, TimeProvider time) : IStartCard
{
    /// <summary>Days for which a report is new.</summary>
    private const int NewDays = 7;

    public int Order => 13;

    public async Task<CardView?> ForAsync(CurrentPerson person, CancellationToken stop)
    {
        if (!person.Has(DrillSetup.Leads) || await drills.LastAsync(stop) is not { } last || await drills.CurrentAsync(stop) is not null) return null;
        var now = time.GetUtcNow();
        if (last.Notes.Length == 0 && last.EndedAt > now.AddDays(-NewDays)) return Card(last.Id);
        return DrillDesk.NextDue(last) <= now ? Card(null) : null;
    }

    private static CardView Card(Guid? report) => new("/Desk/DrillPages/_DueCard.cshtml", new DueCardModel(report));
}
