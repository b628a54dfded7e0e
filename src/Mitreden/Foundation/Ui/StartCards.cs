using Mitreden.Foundation.Web;

namespace Mitreden.Foundation.Ui;

/// <summary>A card on the start page; modules add theirs.</summary>
public interface IStartCard
{
    /// <summary>Place on the page, small first.</summary>
    int Order { get; }

    /// <summary>The card for this person, or null when there is nothing to show.</summary>
    Task<CardView?> ForAsync(CurrentPerson person, CancellationToken stop);
}

/// <summary>What to draw.</summary>
/// <param name="Partial">Absolute path of the partial.</param>
/// <param name="Model">Its model.</param>
public sealed record CardView(string Partial, object Model);

/// <summary>Something that has to be seen on every page, above everything else; modules add theirs, for emergencies only.</summary>
public interface IBanner
{
    /// <summary>The banner for this person, or null when they are never shown one. What it draws may be empty, to be filled while the page is open.</summary>
    Task<CardView?> ForAsync(CurrentPerson person, CancellationToken stop);
}
