using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Organisations;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Tests.Organisations;

/// <summary>One person's page: corrections, roles, farewell, return, and the last administrator.</summary>
public sealed class PersonPageTests(Apps apps) : IClassFixture<Apps>
{
    private const string Edit = "form:has(#Name)";
    private const string Leave = "form[action*='handler=Leave']";

    [Theory, OnBoth]
    public async Task A_person_is_added_and_corrected(Database database)
    {
        var app = await apps.OnAsync(database);
        var petra = await app.SignInAsync("petra");
        var added = await petra.SubmitAndFollowAsync((await petra.GetPageAsync("/people/new")).QuerySelector(Edit),
            ("Name", " Nora  Neu "), ("Email", "Nora@Muster.example"), ("Department", "Lager"), ("Language", "en"), ("Roles", "Desk"), ("Roles", "Author"));
        Assert.Equal("Nora Neu", added.Text("h1"));
        Assert.Contains("Nora Neu steht jetzt auf der Liste.", added.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(added.QuerySelector("a[href$='/invitation']"));
        var saved = await petra.SubmitAndFollowAsync(added.QuerySelector(Edit), ("Name", "Nora Alt"), ("Email", ""), ("Roles", "WorksCouncil"));
        Assert.Equal("Nora Alt", saved.Text("h1"));
        var person = await FindAsync(app, "Nora Alt");
        Assert.Equal((null, "Lager", "en", Role.WorksCouncil), (person!.Email, person.Department, person.Language, person.Roles));
    }

    [Theory, OnBoth("Name", "", "Der Name fehlt"), OnBoth("Name", "=HYPERLINK()", "Formel"), OnBoth("Email", "cem@muster.example", "hat in der Firma schon jemand"),
        OnBoth("Email", "so nicht", "keine vollständige"), OnBoth("Department", "@x", "Formel"), OnBoth("Language", "fr", "spricht Mitreden nicht")]
    public async Task Each_fault_stands_beside_its_field_and_nothing_is_saved(Database database, string field, string value, string says)
    {
        var app = await apps.OnAsync(database);
        var petra = await app.SignInAsync("petra");
        var anna = await app.PersonAsync("anna");
        var page = await petra.GetPageAsync($"/people/{anna.Id}");
        using var answer = await petra.SubmitAsync(page.QuerySelector(Edit), [.. Others(field, ("Department", "Kantine")), (field, value)]);
        var again = await answer.PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains(says, again.Text($"#{field}-error"), StringComparison.Ordinal);
        Assert.Equal("true", again.QuerySelector($"#{field}")!.GetAttribute("aria-invalid"));
        Assert.Equal("Montage", (await FindAsync(app, "Anna Schulz"))!.Department);
        using var fresh = await petra.SubmitAsync((await petra.GetPageAsync("/people/new")).QuerySelector(Edit), [.. Others(field, ("Name", "Niemand")), (field, value)]);
        await fresh.PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Null(await FindAsync(app, "Niemand"));
    }

    [Theory, OnBoth]
    public async Task Whoever_leaves_is_out_at_once_and_can_be_brought_back(Database database)
    {
        var told = new List<PersonLeft>();
        await using var app = await TestApp.StartAsync(new TestAppOptions
        {
            Database = database, Services = services => services.AddSingleton<IWhen<PersonLeft>>(new Listener(told)),
        });
        var (petra, anna) = (await app.SignInAsync("petra"), await app.SignInAsync("anna"));
        var person = await app.PersonAsync("anna");
        await anna.GetPageAsync("/");
        var left = await petra.SubmitAndFollowAsync((await petra.GetPageAsync($"/people/{person.Id}")).QuerySelector(Leave));
        Assert.Equal(new PersonLeft(person.Id, person.AccountId), Assert.Single(told));
        Assert.Contains("Anna Schulz kommt ab jetzt nicht mehr hinein.", left.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(left.QuerySelector(Edit));
        using (var refused = await anna.GetAsync("/")) Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
        var back = await petra.SubmitAndFollowAsync(left.QuerySelector("form[action*='handler=Return']"));
        Assert.NotNull(back.QuerySelector(Edit));
        await (await app.SignInAsync("anna")).GetPageAsync("/");
    }

    [Theory, OnBoth]
    public async Task The_address_of_somebody_who_left_is_still_theirs(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var petra = await app.SignInAsync("petra");
        await petra.SubmitAndFollowAsync((await petra.GetPageAsync($"/people/{(await app.PersonAsync("cem")).Id}")).QuerySelector(Leave));
        using var answer = await petra.SubmitAsync((await petra.GetPageAsync("/people/new")).QuerySelector(Edit), ("Name", "Cem Zwei"), ("Email", "CEM@muster.example"));
        Assert.Contains("nicht mehr dabei", (await answer.PageAsync(HttpStatusCode.UnprocessableEntity)).Text("#Email-error"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task The_last_administrator_neither_resigns_nor_leaves(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var petra = await app.SignInAsync("petra");
        var id = (await app.PersonAsync("petra")).Id;
        var page = await petra.GetPageAsync($"/people/{id}");
        using (var answer = await petra.SubmitAsync(page.QuerySelector(Edit), ("Roles", null)))
            Assert.Contains("jemand muss Mitreden immer verwalten", (await answer.PageAsync(HttpStatusCode.UnprocessableEntity)).Text("#Roles-error"), StringComparison.Ordinal);
        using (var answer = await petra.SubmitAsync(page.QuerySelector(Leave)))
            Assert.Contains("als Einzige", (await answer.PageAsync(HttpStatusCode.UnprocessableEntity)).Text("[role=alert]"), StringComparison.Ordinal);
        // An administrator who has not joined does not count: nobody could sign in.
        await app.WithDbAsync(await app.DemoOrganisationAsync(), async db =>
        {
            (await db.Set<Person>().FirstAsync(p => p.JoinedAt == null)).Give(Role.Administrator);
            await db.SaveChangesAsync();
        });
        using (var answer = await petra.SubmitAsync(page.QuerySelector(Leave))) await answer.PageAsync(HttpStatusCode.UnprocessableEntity);
        await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Zweite Verwalterin", Role.Administrator);
        var start = await petra.SubmitAndFollowAsync(page.QuerySelector(Edit), ("Roles", null));
        Assert.Equal("/", start.Location.PathName);
        await petra.GetPageAsync("/people", HttpStatusCode.Forbidden);
    }

    [Theory, OnBoth]
    public async Task Two_administrators_who_dismiss_each_other_in_the_same_moment_do_not_both_succeed(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var organisation = await app.DemoOrganisationAsync();
        var (first, second) = ((await app.PersonAsync("petra")).Id, (await app.AddPersonAsync(organisation, "Zweite", Role.Administrator)).Id);
        await app.WithDbAsync(organisation, one => app.WithDbAsync(organisation, async two =>
        {
            await DismissAsync(one, first);
            await DismissAsync(two, second);
            await one.SaveChangesAsync();
            await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => two.SaveChangesAsync());
        }));
        Assert.Equal(1, await app.WithDbAsync(organisation, db => db.Set<Person>().CountAsync(p => (p.Roles & Role.Administrator) != 0)));
    }

    [Theory, OnBoth]
    public async Task Unknown_people_and_roles_are_refused(Database database)
    {
        var app = await apps.OnAsync(database);
        var petra = await app.SignInAsync("petra");
        await petra.GetPageAsync($"/people/{Guid.CreateVersion7()}", HttpStatusCode.NotFound);
        var page = await petra.GetPageAsync($"/people/{(await app.PersonAsync("stefan")).Id}");
        await petra.SubmitAndFollowAsync(page.QuerySelector(Edit), ("Roles", "255"), ("Roles", "Host"));
        Assert.Equal(Role.None, (await FindAsync(app, "Stefan Hofmann"))!.Roles);
    }

    private static IEnumerable<(string, string?)> Others(string field, (string Name, string? Value) other) => other.Name == field ? [] : [other];

    private static async Task DismissAsync(AppDb db, Guid id)
    {
        var person = await db.Set<Person>().SingleAsync(p => p.Id == id);
        Assert.True(await Administrators.MayLoseAsync(db, person, CancellationToken.None));
        person.Give(Role.None);
    }

    private static async Task<Person?> FindAsync(TestApp app, string name) => await app.WithDbAsync(await app.DemoOrganisationAsync(),
        db => db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(p => p.Name == name));

    private sealed class Listener(List<PersonLeft> told) : IWhen<PersonLeft>
    {
        public Task HandleAsync(PersonLeft happened, CancellationToken stop)
        {
            told.Add(happened);
            return Task.CompletedTask;
        }
    }
}
