using System.Net;
using Microsoft.EntityFrameworkCore;
using Mitreden.Accounts;
using Mitreden.Announcements.Writing;
using Mitreden.Desk;
using Mitreden.Foundation.Data;
using Mitreden.Organisations;
using Mitreden.Organisations.Contracts;
using Mitreden.Participation.Ideas;
using Mitreden.Questions;
using Mitreden.Tests.Foundation;
using Mitreden.Tests.Questions;

namespace Mitreden.Tests.Accounts;

/// <summary>The demo belongs into an empty database and into its own mode: it puts nothing into a company that exists, and its door is nowhere else.</summary>
public sealed class DemoGuardTests
{
    private const string Refusal = "This database holds a company already; --demo is for an empty one. Start without --demo, or give --data another folder.";

    [Theory, OnBoth]
    public async Task A_company_that_exists_gets_nothing_of_the_demo_and_is_told_why(Database database)
    {
        await using var real = await TestApp.StartAsync(new TestAppOptions { Database = database, Demo = false });
        await real.FoundAsync("Echte GmbH");
        // Refused in this process first: that must not keep the next start, in a process of its own, waiting for the database.
        await using (var demo = new TestApp(new TestAppOptions { Database = database, Address = real.Address }))
            Assert.NotNull(await Record.ExceptionAsync(() => demo.StartAsync()));
        string[] place = database == Database.Sqlite ? ["--data", real.Address] : ["--database", real.Address];
        var (code, output, errors) = await RunningProgram.EndAsync([.. place, "--urls", "http://127.0.0.1:0", "--demo"]);
        Assert.Equal((1, "", $"Mitreden cannot start. {Refusal}"), (code, output, errors));
    }

    [Theory, OnBoth]
    public async Task A_company_that_exists_stays_as_it_is(Database database)
    {
        await using var real = await TestApp.StartAsync(new TestAppOptions { Database = database, Demo = false });
        await real.FoundAsync("Echte GmbH");
        await using (var demo = new TestApp(new TestAppOptions { Database = database, Address = real.Address }))
            Assert.NotNull(await Record.ExceptionAsync(() => demo.StartAsync()));
        Assert.DoesNotContain(await Dump.OfAsync(real), row => row.Contains(DemoCompany.Domain, StringComparison.OrdinalIgnoreCase) || row.Contains(DemoCompany.Name, StringComparison.Ordinal));
        Assert.Equal((1, 1, 1), await real.WithDbAsync(null, async db => (await db.Set<Organisation>().CountAsync(), await db.Set<Account>().CountAsync(),
            await db.Set<Person>().IgnoreQueryFilters([AppDb.OrganisationFilter]).CountAsync())));
        Assert.Equal((0, 0, 0, 0), (await CountAsync<Discussion>(real), await CountAsync<Question>(real), await CountAsync<Idea>(real), await CountAsync<Announcement>(real)));
    }

    [Theory, OnBoth]
    public async Task Started_twice_it_is_one_demo(Database database)
    {
        await using var first = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var before = (await Dump.OfAsync(first)).Where(IsContent).ToList();
        await using var second = await TestApp.StartAsync(new TestAppOptions { Database = database, Address = first.Address });
        Assert.Equal(before.Order(StringComparer.Ordinal), (await Dump.OfAsync(second)).Where(IsContent).Order(StringComparer.Ordinal));
    }

    [Theory, OnBoth]
    public async Task A_demo_that_goes_on_without_its_mode_lets_nobody_in_by_a_tap(Database database)
    {
        await using var demo = await TestApp.StartAsync(new TestAppOptions { Database = database });
        Assert.NotEqual(Guid.Empty, (await demo.PersonAsync("petra")).Id);
        await using var plain = await TestApp.StartAsync(new TestAppOptions { Database = database, Demo = false, Address = demo.Address });
        Assert.Null((await plain.Visitor().GetPageAsync("/sign-in")).QuerySelector("button[name=person]"));
        foreach (var person in DemoCompany.People)
        {
            var visitor = plain.Visitor();
            using var answer = await visitor.PostAsync("/demo/sign-in", new FormUrlEncodedContent([new("person", person.Key)]));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync("/me")).StatusCode);
        }
        // They have no password either: there is nothing that could be guessed.
        using var entered = await plain.Visitor().EnterAsync("petra@" + DemoCompany.Domain, "petra");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, entered.StatusCode);
        Assert.False(await plain.WithDbAsync(null, db => db.Set<Account>().AnyAsync(a => a.PasswordHash != null)));
    }

    [Theory, OnBoth]
    public async Task A_demo_whose_people_are_erased_starts_again(Database database)
    {
        await using var first = await TestApp.StartAsync(new TestAppOptions { Database = database });
        await first.WithDbAsync(null, db => db.WriteAsync(async () =>
        {
            await db.Set<Discussion>().IgnoreQueryFilters([AppDb.OrganisationFilter]).ExecuteDeleteAsync();
            await db.Set<Question>().IgnoreQueryFilters([AppDb.OrganisationFilter]).ExecuteDeleteAsync();
            await db.Set<Idea>().IgnoreQueryFilters([AppDb.OrganisationFilter]).ExecuteDeleteAsync();
            await db.Set<Announcement>().IgnoreQueryFilters([AppDb.OrganisationFilter]).ExecuteDeleteAsync();
            return await db.Set<Person>().IgnoreQueryFilters([AppDb.OrganisationFilter]).ExecuteUpdateAsync(set => set.SetProperty(p => p.Email, (string?)null));
        }));
        await using var again = await TestApp.StartAsync(new TestAppOptions { Database = database, Address = first.Address });
        Assert.Equal((0, 0, 0, 0), (await CountAsync<Discussion>(again), await CountAsync<Question>(again), await CountAsync<Idea>(again), await CountAsync<Announcement>(again)));
    }

    /// <summary>Jobs come and go by themselves, and keys with the first cookie.</summary>
    private static bool IsContent(string row) =>
        !row.StartsWith("Jobs: ", StringComparison.Ordinal) && !row.StartsWith("DataProtectionKeys: ", StringComparison.Ordinal) && !row.StartsWith("sqlite_sequence: ", StringComparison.Ordinal);

    private static Task<int> CountAsync<T>(TestApp app) where T : class =>
        app.WithDbAsync(null, db => db.Set<T>().IgnoreQueryFilters([AppDb.OrganisationFilter]).CountAsync());
}
