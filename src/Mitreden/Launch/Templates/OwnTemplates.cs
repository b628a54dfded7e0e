using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Launch.Templates;

/// <summary>A template in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Plan">The plan.</param>
/// <param name="ChangedAt">When it last changed.</param>
/// <param name="Company">The company it belongs to; empty for one's own.</param>
public sealed record TemplateRow(Guid Id, LaunchTemplate Plan, DateTimeOffset ChangedAt, string Company);

/// <summary>Finds templates: those of the organisation, and those of the other ones that the same account looks after.</summary>
public sealed class OwnTemplates(AppDb db, CurrentOrganisation current, CurrentPerson me, People people, Companies companies)
{
    /// <summary>Templates of the organisation.</summary>
    public async Task<IReadOnlyList<TemplateRow>> MineAsync(CancellationToken stop) => Rows(await db.OwnTemplates.AsNoTracking().ToListAsync(stop), _ => "");

    /// <summary>Templates of other organisations in which whoever is signed in leads launches as well: a consultant takes hers along.</summary>
    public async Task<IReadOnlyList<TemplateRow>> ElsewhereAsync(CancellationToken stop)
    {
        var others = (await people.OfAccountAsync(me.AccountId, stop)).Where(p => p.OrganisationId != me.OrganisationId && (p.Roles & LaunchModule.Leads) != 0).Select(p => p.OrganisationId).Distinct().ToList();
        if (others.Count == 0) return [];
        var names = new Dictionary<Guid, string>();
        foreach (var id in others) names[id] = (await companies.FindAsync(id, stop))?.Name ?? "";
        using var _ = current.Everywhere();
        return Rows(await db.OwnTemplates.IgnoreQueryFilters([AppDb.OrganisationFilter]).AsNoTracking().Where(t => others.Contains(t.OrganisationId)).ToListAsync(stop), t => names[t.OrganisationId]);
    }

    private static IReadOnlyList<TemplateRow> Rows(IEnumerable<OwnTemplate> templates, Func<OwnTemplate, string> company) =>
        [.. templates.Select(t => new TemplateRow(t.Id, t.Plan, t.ChangedAt, company(t))).OrderBy(t => t.Plan.Title.Du, StringComparer.CurrentCulture).ThenBy(t => t.Id)];
}
