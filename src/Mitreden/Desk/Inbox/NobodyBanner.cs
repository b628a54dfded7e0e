using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.Inbox;

/// <summary>Discussions about which everybody was called, management included, and nobody has come.</summary>
/// <param name="Count">How many.</param>
/// <param name="First">The one that has waited longest, or null.</param>
public sealed record Forsaken(int Count, Guid? First);

/// <summary>A red line on every page of whoever works at the desk, as long as a discussion has been called out to everybody in vain.</summary>
internal sealed class NobodyBanner(DeskQueries desk) : IBanner
{
    public const string Partial = "/Desk/Inbox/_Nobody.cshtml";

    public async Task<CardView?> ForAsync(CurrentPerson person, CancellationToken stop) =>
        person.Has(Role.Desk) ? new CardView(Partial, await desk.ForsakenAsync(stop)) : null;
}
