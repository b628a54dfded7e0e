using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;

namespace Mitreden.Guidelines.Reading;

/// <summary>A link with which everybody can read the guideline without signing in. An organisation has one at most; taking it back removes it.</summary>
public sealed class OpenLink : IOrganisationOwned
{
    private OpenLink() { }

    /// <summary>Key.</summary>
    [Stored("identifies the link", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>What makes the address unguessable. Kept as it is: a poster is printed again, and whoever can read this row can read the guideline beside it.</summary>
    [Stored("makes the open address unguessable", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Secret { get; private set; } = "";
    /// <summary>Since when it exists.</summary>
    [Stored("tells since when the guideline can be read without signing in", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>Makes it.</summary>
    public static OpenLink Make(Guid organisation, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), OrganisationId = organisation, Secret = Foundation.Web.Secret.New(), MadeAt = now };

    /// <summary>Its address below the public one.</summary>
    public string Path => $"/guideline/open/{Secret}";
}

/// <summary>Finds open links.</summary>
public sealed class OpenLinks(AppDb db, CurrentOrganisation current)
{
    /// <summary>The link of the current organisation, or null.</summary>
    public Task<OpenLink?> MineAsync(CancellationToken stop) => db.OpenLinks.AsNoTracking().SingleOrDefaultAsync(stop);

    /// <summary>Works for the organisation whose link this is.</summary>
    /// <returns>False when there is no such link.</returns>
    public async Task<bool> EnterAsync(string secret, CancellationToken stop)
    {
        Guid? owner;
        using (current.Everywhere())
            owner = await db.OpenLinks.IgnoreQueryFilters([AppDb.OrganisationFilter]).Where(l => l.Secret == secret).Select(l => (Guid?)l.OrganisationId).SingleOrDefaultAsync(stop);
        if (owner is null) return false;
        current.Id = owner;
        return true;
    }
}
