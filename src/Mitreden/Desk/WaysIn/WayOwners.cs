using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.WaysIn;

/// <summary>Who comes in on a way.</summary>
/// <param name="WayId">The way.</param>
/// <param name="Person">Whose it is.</param>
/// <param name="Formal">True when their organisation says Sie.</param>
public sealed record WayOwner(Guid WayId, PersonCard Person, bool Formal);

/// <summary>Finds whose way a secret opens.</summary>
public sealed class WayOwners(AppDb db, CurrentOrganisation current, People people, Companies companies)
{
    private const int LongestSecret = 100;

    /// <summary>The owner, for whose organisation this scope works from now on; null when the secret opens nothing or its owner is not there any more.</summary>
    public async Task<WayOwner?> FindAsync(string secret, WayKind kind, CancellationToken stop)
    {
        if (secret.Length is 0 or > LongestSecret) return null;
        var hash = Secret.Hash(secret);
        Way? way;
        using (current.Everywhere())
            way = await db.Set<Way>().IgnoreQueryFilters([AppDb.OrganisationFilter]).AsNoTracking().SingleOrDefaultAsync(w => w.SecretHash == hash && w.Kind == kind, stop);
        if (way is null) return null;
        current.Id = way.OrganisationId;
        if (await people.FindAsync(way.PersonId, stop) is not { LeftAt: null, JoinedAt: not null } person) return null;
        return new WayOwner(way.Id, person, (await companies.FindAsync(way.OrganisationId, stop))!.Formal);
    }
}
