using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;

namespace Mitreden.Organisations.Contracts;

/// <summary>A new organisation stands; lower modules add what it starts with.</summary>
/// <param name="OrganisationId">The organisation.</param>
public sealed record OrganisationFounded(Guid OrganisationId);

/// <summary>Name, form of address and time zone of an organisation.</summary>
public sealed record OrganisationCard(Guid Id, string Name, bool Formal, string Zone)
{
    /// <summary>True when links in reports are looked at.</summary>
    public bool ReadsLinks { get; init; }
    /// <summary>Its line of business, or null.</summary>
    public Industry? Industry { get; init; }
}

/// <summary>Questions about organisations, and how one is founded.</summary>
public sealed class Companies(AppDb db, CurrentOrganisation current, Happenings happenings)
{
    /// <summary>True while the installation is empty and the first-run page is open.</summary>
    public async Task<bool> NoneAsync(CancellationToken stop = default) => !await db.Organisations.AnyAsync(stop);

    /// <summary>True when every organisation says Sie: then so do the pages before sign-in.</summary>
    public async Task<bool> AllFormalAsync(CancellationToken stop = default) =>
        !await db.Organisations.AnyAsync(o => !o.Formal, stop) && await db.Organisations.AnyAsync(stop);

    /// <summary>The organisation.</summary>
    public Task<OrganisationCard?> FindAsync(Guid id, CancellationToken stop = default) => db.Organisations.AsNoTracking()
        .Where(o => o.Id == id).Select(o => new OrganisationCard(o.Id, o.Name, o.Formal, o.Zone) { ReadsLinks = o.ReadsLinks, Industry = o.Industry }).SingleOrDefaultAsync(stop);

    /// <summary>Founds an organisation with its first person, who administers it. The caller saves.</summary>
    public async Task<PersonCard> FoundAsync(
        string name, string person, string email, string language, bool formal = false, Industry? industry = null, CancellationToken stop = default)
    {
        var now = db.Time.GetUtcNow();
        var organisation = Organisation.Found(name, now, formal);
        var first = Person.Add(organisation.Id, person, email, "", language, Role.Administrator, now);
        current.Id = organisation.Id;
        db.Add(organisation);
        db.Add(first);
        await happenings.TellAsync(new OrganisationFounded(organisation.Id), stop);
        if (organisation.Choose(industry)) await happenings.TellAsync(new IndustryChosen(organisation.Id, industry!.Value, first.Id), stop);
        return new PersonCard(first.Id, organisation.Id, first.Name, first.Email, "", first.Language, first.Roles, null, null, null);
    }
}
