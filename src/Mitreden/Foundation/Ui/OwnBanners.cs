using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;

namespace Mitreden.Foundation.Ui;

/// <summary>
/// The banners of whoever looks at a page, always out of their own organisation: an open guideline, an invitation and a new access work for the one whose
/// link it is, and whoever is signed in elsewhere may look at them too.
/// </summary>
public sealed class OwnBanners(IServiceProvider services, IServiceScopeFactory scopes, CurrentOrganisation current)
{
    /// <summary>What is drawn above the page, in the order of the modules; nothing for visitors.</summary>
    public async Task<IReadOnlyList<CardView>> ForAsync(CurrentPerson person, CancellationToken stop)
    {
        if (!person.IsSignedIn) return [];
        // The request's own scope where it works for the person anyway: another would cost every page a second connection.
        if (current.Id == person.OrganisationId) return await AskAsync(services, person, stop);
        await using var own = scopes.For(person.OrganisationId);
        return await AskAsync(own.ServiceProvider, person, stop);
    }

    private static async Task<IReadOnlyList<CardView>> AskAsync(IServiceProvider scope, CurrentPerson person, CancellationToken stop)
    {
        var views = new List<CardView>();
        foreach (var banner in scope.GetServices<IBanner>())
            if (await banner.ForAsync(person, stop) is { } view) views.Add(view);
        return views;
    }
}
