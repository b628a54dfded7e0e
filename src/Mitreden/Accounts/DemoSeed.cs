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
        foreach (var person in DemoCompany.People)
            await JoinAsync(db, people, names, (await people.WithEmailAsync(person.Email, stop)).Single(), stop);
        await db.SaveChangesAsync(stop);
        var company = (await people.WithEmailAsync(DemoCompany.People[0].Email, stop)).Single().OrganisationId;
        scope.GetRequiredService<CurrentOrganisation>().Id = company;
        var colleagues = (await people.NotJoinedAsync(stop)).Where(p => p.Email is not null);
        foreach (var colleague in colleagues.Where((_, number) => number % 4 != 3)) await JoinAsync(db, people, names, colleague, stop);
        await db.SaveChangesAsync(stop);
    }

    private static async Task JoinAsync(AppDb db, People people, ILookupNormalizer names, PersonCard person, CancellationToken stop)
    {
        var account = new Account
        {
            UserName = person.Email,
            NormalizedUserName = names.NormalizeName(person.Email),
            Email = person.Email,
            NormalizedEmail = names.NormalizeEmail(person.Email),
            EmailConfirmed = true,
            SecurityStamp = Guid.CreateVersion7().ToString("N"),
            LockoutEnabled = true,
        };
        db.Add(account);
        await people.JoinAsync(person.Id, account.Id, stop);
    }
}
