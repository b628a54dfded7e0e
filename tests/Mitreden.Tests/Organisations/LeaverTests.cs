using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Organisations;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Tests.Organisations;

/// <summary>Whoever is brought back in the moment in which they would be erased stays.</summary>
public sealed class LeaverTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task Whoever_was_brought_back_since_the_list_was_made_is_not_erased(Database database)
    {
        var (app, person) = await LeftAsync(database, "Rita Rückkehr");
        await ChangeAsync(app, person, p => p.Return(app.Time.GetUtcNow()));
        await using var scope = Scope(app, person);
        await EraseLeaversHandler.EraseAsync(scope.ServiceProvider, person.Id, app.Time.GetUtcNow().AddDays(1), CancellationToken.None);
        Assert.NotNull(await FindAsync(app, person));
    }

    [Theory, OnBoth]
    public async Task Whoever_is_brought_back_while_they_are_erased_stays_as_they_were(Database database)
    {
        var (app, person) = await LeftAsync(database, "Karl Knapp");
        await using var scope = Scope(app, person);
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        Assert.NotNull(await db.Set<Person>().SingleAsync(p => p.Id == person.Id));
        await ChangeAsync(app, person, p => p.Return(app.Time.GetUtcNow()));
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => scope.ServiceProvider.GetRequiredService<PersonalData>().EraseAsync(person.Id, CancellationToken.None));
        var found = await FindAsync(app, person);
        Assert.Equal((person.Name, person.AccountId, null), (found!.Name, found.AccountId, found.LeftAt));
        Assert.True(await app.WithDbAsync(person.OrganisationId, read => read.Set<Mitreden.Accounts.Account>().AnyAsync(a => a.Id == person.AccountId)));
    }

    [Theory, OnBoth]
    public async Task Whoever_has_left_is_erased(Database database)
    {
        var (app, person) = await LeftAsync(database, "Gerd Gegangen");
        await using (var scope = Scope(app, person))
            await EraseLeaversHandler.EraseAsync(scope.ServiceProvider, person.Id, app.Time.GetUtcNow(), CancellationToken.None);
        Assert.Null(await FindAsync(app, person));
    }

    private async Task<(TestApp App, Person Person)> LeftAsync(Database database, string name)
    {
        var app = await apps.OnAsync(database);
        var person = await app.AddPersonAsync(await app.DemoOrganisationAsync(), name);
        await ChangeAsync(app, person, p => p.Leave(app.Time.GetUtcNow()));
        return (app, person);
    }

    private static AsyncServiceScope Scope(TestApp app, Person person) => app.Services.GetRequiredService<IServiceScopeFactory>().For(person.OrganisationId);

    private static Task ChangeAsync(TestApp app, Person person, Action<Person> change) => app.WithDbAsync(person.OrganisationId, async db =>
    {
        change(await db.Set<Person>().SingleAsync(p => p.Id == person.Id));
        await db.SaveChangesAsync();
    });

    private static Task<Person?> FindAsync(TestApp app, Person person) =>
        app.WithDbAsync(person.OrganisationId, db => db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == person.Id));
}
