using Mitreden.Foundation.Data;

namespace Mitreden.Foundation.Nameless;

/// <summary>What lies in a box without names: it knows its day and nothing nearer.</summary>
public interface IBoxed : IOrganisationOwned, IUnordered
{
    /// <summary>The day on which it was put in, by the clock of the organisation.</summary>
    DateOnly Day { get; }
}
