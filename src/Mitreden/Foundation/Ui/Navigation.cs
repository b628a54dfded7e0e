using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Foundation.Ui;

/// <summary>Where an entry stands that is not always in sight; the order is that on the screen.</summary>
public enum NavGroup
{
    /// <summary>What everybody has.</summary>
    Own,
    /// <summary>What the discussion desk works with beside its inbox.</summary>
    Desk,
    /// <summary>How things stand, and what is being prepared.</summary>
    Overview,
    /// <summary>People and settings.</summary>
    Company,
}

/// <summary>One entry of the navigation; modules add theirs.</summary>
/// <param name="Order">Place, small first.</param>
/// <param name="Href">Address.</param>
/// <param name="Icon">Icon of the sprite.</param>
/// <param name="Roles">Shown to people with one of these; <see cref="Role.None"/> means everybody.</param>
/// <param name="Label">The text.</param>
/// <param name="Phone">Rank for what is always in sight, on a phone the bar at the bottom, small first; 0 always stands in its group.</param>
/// <param name="Group">Where it stands when it is not always in sight.</param>
public sealed record NavItem(int Order, string Href, string Icon, Role Roles, Func<IServiceProvider, string> Label, int Phone = 0, NavGroup Group = NavGroup.Own)
{
    /// <summary>Most entries that are always in sight; on a phone what opens the groups stands beside them, as the fifth.</summary>
    public const int MostInSight = 4;

    /// <summary>Of what a person sees, what is always in sight.</summary>
    public static IReadOnlySet<NavItem> InSight(IEnumerable<NavItem> seen) => seen.Where(i => i.Phone > 0).OrderBy(i => i.Phone).Take(MostInSight).ToHashSet();

    /// <summary>True when the person sees the entry.</summary>
    public bool IsFor(CurrentPerson person)
    {
        return Roles == Role.None || person.Has(Roles);
    }
}

/// <summary>Registers the interface.</summary>
public static class UiSetup
{
    /// <summary>Adds what pages are made with.</summary>
    public static void AddUi(this IServiceCollection services)
    {
        services.AddScoped<Clock>();
        services.AddSingleton<Assets>();
        services.AddScoped<OwnBanners>();
        services.AddNav(new NavItem(0, "/", "home", Role.None, s => s.GetRequiredService<Texts<UiTexts>>()["Start.Title"], Phone: 1));
    }

    /// <summary>Adds an entry of the navigation.</summary>
    public static void AddNav(this IServiceCollection services, NavItem item) => services.AddSingleton(item);
}
