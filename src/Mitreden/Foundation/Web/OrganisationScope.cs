using Mitreden.Foundation.Data;

namespace Mitreden.Foundation.Web;

/// <summary>Opens a fresh scope that works for one organisation, for long-lived streams.</summary>
public static class OrganisationScope
{
    /// <summary>Dispose the scope after the query.</summary>
    public static AsyncServiceScope For(this IServiceScopeFactory scopes, Guid organisation)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Id = organisation;
        return scope;
    }
}
