using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;

namespace Mitreden.Organisations;

/// <summary>Keeps a company from locking itself out: somebody who is in always administers it.</summary>
internal static class Administrators
{
    /// <summary>
    /// Asks whether somebody else can still administer when this person no longer does. Where the answer is yes, the
    /// save that follows fails if another administrator goes in the same moment.
    /// </summary>
    /// <returns>False when the person is the last one.</returns>
    public static async Task<bool> MayLoseAsync(AppDb db, Person person, CancellationToken stop)
    {
        if (!IsOne(person)) return true;
        (await db.Organisations.SingleAsync(o => o.Id == person.OrganisationId, stop)).LoseAdministrator();
        return await db.People.AnyAsync(p => p.Id != person.Id && (p.Roles & Role.Administrator) != 0 && p.JoinedAt != null && p.LeftAt == null, stop);
    }

    private static bool IsOne(Person person) => person is { JoinedAt: not null, LeftAt: null } && (person.Roles & Role.Administrator) != 0;
}
