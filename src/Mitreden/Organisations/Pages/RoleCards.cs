using Mitreden.Foundation.Web;

namespace Mitreden.Organisations.Pages;

/// <summary>The roles in the order in which pages show them. Each has a name and a sentence on what it sees and does not see.</summary>
internal static class RoleCards
{
    public static IReadOnlyList<Role> All { get; } =
        [Role.Desk, Role.Author, Role.Management, Role.WorksCouncil, Role.Agency, Role.Administrator];

    /// <summary>The roles that somebody has.</summary>
    public static IEnumerable<Role> Of(Role roles) => All.Where(role => (roles & role) != 0);
}
