using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Accounts;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Organisations;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Tests.Support;

public sealed partial class TestApp
{
    private static int _visitors;
    private readonly ConcurrentDictionary<string, Person> _demo = new();

    /// <summary>Somebody with an empty cookie jar and an address of their own. Redirects are not followed.</summary>
    public HttpClient Visitor(string language = "de")
    {
        var number = Interlocked.Increment(ref _visitors);
        var client = CreateDefaultClient(new Uri("http://localhost"), new CookieJar());
        client.DefaultRequestHeaders.Add("X-Forwarded-For", $"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}");
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html,*/*;q=0.8");
        return client;
    }

    /// <summary>A demo person, signed in: petra, jana, tobias, miriam, ralf, sabine, karin, cem, anna, stefan or emily.</summary>
    public async Task<HttpClient> SignInAsync(string person)
    {
        var client = Visitor();
        using var answer = await client.PostAsync("/demo/sign-in", new FormUrlEncodedContent([new("person", person)]));
        Assert.True((int)answer.StatusCode is 302 or 303, $"{person} could not sign in: {(int)answer.StatusCode}");
        return client;
    }

    /// <summary>Any person who has an account, signed in.</summary>
    public async Task<HttpClient> SignInAsync(Guid person)
    {
        var client = Visitor();
        using var answer = await client.GetAsync($"{TestSignIn.Path}?person={person}");
        answer.EnsureSuccessStatusCode();
        return client;
    }

    /// <summary>The demo person's row.</summary>
    public async Task<Person> PersonAsync(string key) => _demo.TryGetValue(key, out var known) ? known : _demo[key] = await WithDbAsync(null, db =>
        db.Set<Person>().IgnoreQueryFilters([AppDb.OrganisationFilter]).AsNoTracking().SingleAsync(p => p.Email == key + "@" + DemoCompany.Domain));

    /// <summary>Id of Muster GmbH.</summary>
    public async Task<Guid> DemoOrganisationAsync() => (await PersonAsync("jana")).OrganisationId;

    /// <summary>Runs a query or a change on the database as it looks to the organisation; null means to nobody.</summary>
    public async Task<T> WithDbAsync<T>(Guid? organisation, Func<AppDb, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Id = organisation;
        return await work(scope.ServiceProvider.GetRequiredService<AppDb>());
    }

    /// <summary>Runs a change on the database as it looks to the organisation; save with <c>db.SaveChangesAsync()</c>.</summary>
    public Task WithDbAsync(Guid? organisation, Func<AppDb, Task> work) => WithDbAsync(organisation, async db =>
    {
        await work(db);
        return true;
    });

    /// <summary>Founds another organisation with its first person, who administers it and has an account.</summary>
    public async Task<Person> FoundAsync(string name = "Andere AG")
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var number = Interlocked.Increment(ref _visitors);
        var card = await scope.ServiceProvider.GetRequiredService<Companies>().FoundAsync(name, "Berta Fremd", $"berta{number}@andere.example", "de");
        await db.SaveChangesAsync();
        return await JoinAsync(card.OrganisationId, card.Id);
    }

    /// <summary>Adds a person with an account and these roles to the organisation.</summary>
    public async Task<Person> AddPersonAsync(Guid organisation, string name, Role roles = Role.None, string language = "de")
    {
        var id = await WithDbAsync(organisation, async db =>
        {
            var number = Interlocked.Increment(ref _visitors);
            var person = Person.Add(organisation, name, $"person{number}@muster.example", "Montage", language, roles, Time.GetUtcNow());
            db.Add(person);
            await db.SaveChangesAsync();
            return person.Id;
        });
        return await JoinAsync(organisation, id);
    }

    private Task<Person> JoinAsync(Guid organisation, Guid id) => WithDbAsync(organisation, async db =>
    {
        var person = await db.Set<Person>().SingleAsync(p => p.Id == id);
        var name = person.Email!.ToUpperInvariant();
        var account = new Account
        {
            UserName = person.Email, NormalizedUserName = name, Email = person.Email, NormalizedEmail = name,
            EmailConfirmed = true, SecurityStamp = Guid.CreateVersion7().ToString("N"), LockoutEnabled = true,
        };
        db.Add(account);
        person.Join(account.Id, Time.GetUtcNow());
        await db.SaveChangesAsync();
        return person;
    });
}

/// <summary>Signs anybody in, so that tests need no demo person and no password.</summary>
internal sealed class TestSignIn : IStartupFilter
{
    public const string Path = "/test-sign-in";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Map(Path, branch => branch.Run(async context =>
        {
            var db = context.RequestServices.GetRequiredService<AppDb>();
            var person = Guid.Parse(context.Request.Query["person"]!);
            var account = await db.Set<Person>().IgnoreQueryFilters([AppDb.OrganisationFilter]).Where(p => p.Id == person)
                .Join(db.Set<Account>(), p => p.AccountId, a => a.Id, (_, a) => a).SingleAsync();
            await Sessions.SignInAsync(context, account, person);
        }));
        next(app);
    };
}
