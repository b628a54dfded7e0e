using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Organisations;

/// <summary>Who is behind a session: asked with every request and put into words once, because the mapper takes longer over the words than the database over the answer.</summary>
public sealed class SessionQuery
{
    private readonly Func<AppDb, Guid, Task<SessionPerson?>> _ask = EF.CompileAsyncQuery((AppDb db, Guid id) => (
        from p in db.Set<Person>().IgnoreQueryFilters(Everywhere)
        join o in db.Set<Organisation>() on p.OrganisationId equals o.Id
        where p.Id == id && p.LeftAt == null
        select new SessionPerson(p.Id, o.Id, p.AccountId, p.Name, p.Roles, p.Language, o.Formal, o.Zone, o.Name)).AsNoTracking().SingleOrDefault());

    private static readonly string[] Everywhere = [AppDb.OrganisationFilter];

    /// <summary>The person who has not left, in whatever organisation; otherwise null.</summary>
    public Task<SessionPerson?> AskAsync(AppDb db, Guid id) => _ask(db, id);
}
