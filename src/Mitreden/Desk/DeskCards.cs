using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk;

/// <summary>Numbers of the desk's card on the start page.</summary>
/// <param name="Open">Open discussions.</param>
/// <param name="Unseen">Those nobody has.</param>
public sealed record InboxNumbers(int Open, int Unseen);

/// <summary>"Report a discussion", and how the own open reports stand.</summary>
internal sealed class ReportCard(DeskQueries desk) : IStartCard
{
    public int Order => 10;

    public async Task<CardView?> ForAsync(CurrentPerson person, CancellationToken stop) =>
        new("/Desk/Pages/_ReportCard.cshtml", (await desk.OfReporterAsync(person.Id, 20, stop)).Where(r => r.IsOpen).ToList());
}

/// <summary>What waits at the desk, for its members.</summary>
internal sealed class InboxCard(DeskQueries desk) : IStartCard
{
    public int Order => 5;

    public async Task<CardView?> ForAsync(CurrentPerson person, CancellationToken stop)
    {
        if (!person.Has(Role.Desk)) return null;
        var (open, unseen) = await desk.CountsAsync(stop);
        return new CardView("/Desk/Pages/_InboxCard.cshtml", new InboxNumbers(open, unseen));
    }
}
