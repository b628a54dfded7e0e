using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Foundation.Ui;

/// <summary>One entry of the navigation; modules add theirs.</summary>
/// <param name="Order">Place, small first.</param>
/// <param name="Href">Address.</param>
/// <param name="Icon">Icon of the sprite.</param>
/// <param name="Roles">Shown to people with one of these; <see cref="Role.None"/> means everybody.</param>
/// <param name="Label">The text.</param>
/// <param name="Phone">Rank for the bar at the bottom of a phone, small first; 0 never stands there, because another page leads to it.</param>
public sealed record NavItem(int Order, string Href, string Icon, Role Roles, Func<IServiceProvider, string> Label, int Phone = 0)
{
    /// <summary>Most entries in the bar of a phone.</summary>
    public const int MostOnPhone = 5;

    /// <summary>Of what a person sees, what stands in the bar of their phone.</summary>
    public static IReadOnlySet<NavItem> OnPhone(IEnumerable<NavItem> seen) => seen.Where(i => i.Phone > 0).OrderBy(i => i.Phone).Take(MostOnPhone).ToHashSet();

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
        services.AddNav(new NavItem(0, "/", "home", Role.None, s => s.GetRequiredService<Texts<UiTexts>>()["Start.Title"], Phone: 1));
    }

    /// <summary>Adds an entry of the navigation.</summary>
    public static void AddNav(this IServiceCollection services, NavItem item) => services.AddSingleton(item);
}
