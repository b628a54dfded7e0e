using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.MailIn;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.WaysIn;

/// <summary>Why no way was made.</summary>
public enum WayFault
{
    /// <summary>Nothing is wrong.</summary>
    None,
    /// <summary>The name is empty or longer than <see cref="Way.LongestName"/>.</summary>
    Name,
    /// <summary>There are <see cref="Way.Most"/> already.</summary>
    TooMany,
    /// <summary>Nothing can come in by mail: it is not set up, or the person has no work address.</summary>
    NoMail,
}

/// <summary>The signed-in person's ways in.</summary>
public sealed class OwnWays(AppDb db, CurrentPerson me, People people, MailInState mail)
{
    /// <summary>All of them, oldest first.</summary>
    public Task<List<Way>> ReadAsync(CancellationToken stop) => Mine.AsNoTracking().OrderBy(w => w.CreatedAt).ThenBy(w => w.Id).ToListAsync(stop);

    /// <summary>One of them, or null.</summary>
    public Task<Way?> FindAsync(Guid id, CancellationToken stop) => Mine.SingleOrDefaultAsync(w => w.Id == id, stop);

    /// <summary>Makes one; the secret is empty when there is a fault.</summary>
    public async Task<(WayFault Fault, string Secret)> OpenAsync(WayKind kind, string? name, CancellationToken stop)
    {
        var tidy = Way.Tidy(name);
        if (tidy.Length is 0 or > Way.LongestName) return (WayFault.Name, "");
        if (kind == WayKind.Mail && !await MayMailAsync(stop)) return (WayFault.NoMail, "");
        if (await Mine.CountAsync(stop) >= Way.Most) return (WayFault.TooMany, "");
        var (way, secret) = Way.Open(me.OrganisationId, me.Id, kind, tidy, db.Time.GetUtcNow());
        db.Add(way);
        await db.SaveChangesAsync(stop);
        return (WayFault.None, secret);
    }

    /// <summary>True when the person can report by mail: it is set up, and they have a work address that answers can go to.</summary>
    public async Task<bool> MayMailAsync(CancellationToken stop) => mail.IsOn && (await people.FindAsync(me.Id, stop))?.Email is not null;

    /// <summary>Closes it; its secret opens nothing any more.</summary>
    public async Task CloseAsync(Way way, CancellationToken stop)
    {
        db.Remove(way);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            // The other half of a double tap: it is closed.
            db.ChangeTracker.Clear();
        }
    }

    private IQueryable<Way> Mine => db.Set<Way>().Where(w => w.PersonId == me.Id);
}
