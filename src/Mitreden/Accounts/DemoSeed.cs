using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Settings;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Accounts;

/// <summary>Gives the demo people, and most of their colleagues, an account.</summary>
internal sealed class DemoSeed(MitredenSettings settings) : ISeed
{
    public async Task SeedAsync(IServiceProvider scope, CancellationToken stop)
    {
        var db = scope.GetRequiredService<AppDb>();
        if (!settings.Demo || await db.Accounts.AnyAsync(stop)) return;
        var people = scope.GetRequiredService<People>();
        var names = scope.GetRequiredService<ILookupNormalizer>();
        if (await people.WithEmailAsync(DemoCompany.People[0].Email, stop) is not [var first, ..]) return;
        scope.GetRequiredService<CurrentOrganisation>().Id = first.OrganisationId;
        var waiting = (await people.NotJoinedAsync(stop)).Where(p => p.Email is not null).ToLookup(p => DemoCompany.People.Any(d => d.Email == p.Email));
        foreach (var person in waiting[true].Concat(waiting[false].Where((_, number) => number % 4 != 3)))
        {
            var account = Account.Open(Guid.CreateVersion7(db.Time.GetUtcNow()), person.Email!, person.Email, names);
            db.Add(account);
            await people.JoinAsync(person.Id, account.Id, stop);
        }
        await db.SaveChangesAsync(stop);
    }
}
