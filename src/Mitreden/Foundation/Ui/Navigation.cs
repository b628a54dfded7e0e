using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Foundation.Ui;

/// <summary>One entry of the navigation; modules add theirs.</summary>
/// <param name="Order">Place, small first.</param>
/// <param name="Href">Address.</param>
/// <param name="Icon">Icon of the sprite.</param>
/// <param name="Roles">Shown to people with one of these; <see cref="Role.None"/> means everybody.</param>
/// <param name="Label">The text.</param>
/// <param name="OnPhone">Also in the bar at the bottom of a phone, which has room for five.</param>
public sealed record NavItem(int Order, string Href, string Icon, Role Roles, Func<IServiceProvider, string> Label, bool OnPhone = true)
{
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
        services.AddNav(new NavItem(0, "/", "home", Role.None, s => s.GetRequiredService<Texts<UiTexts>>()["Start.Title"]));
    }

    /// <summary>Adds an entry of the navigation.</summary>
    public static void AddNav(this IServiceCollection services, NavItem item) => services.AddSingleton(item);
}
