using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Web;
using Mitreden.Organisations;

namespace Mitreden.Tests.Architecture;

/// <summary>Everybody who may knock at an endpoint.</summary>
internal static class Visitors
{
    /// <summary>Columns of the table. A foreigner has every role, in another organisation.</summary>
    public static readonly string[] Names =
        ["anonymous", "employee", "reporter", "desk", "author", "manager", "council", "administrator", "agency", "former", "foreign"];

    private static readonly Dictionary<string, string> Demo = new()
    {
        ["employee"] = "anna", ["reporter"] = "cem", ["desk"] = "tobias", ["author"] = "miriam", ["manager"] = "sabine",
        ["council"] = "ralf", ["administrator"] = "petra", ["agency"] = "karin",
    };

    /// <summary>A client per visitor.</summary>
    public static async Task<IReadOnlyDictionary<string, HttpClient>> ComeAsync(TestApp app)
    {
        var clients = new Dictionary<string, HttpClient> { ["anonymous"] = app.Visitor() };
        foreach (var (name, person) in Demo) clients[name] = await app.SignInAsync(person);
        clients["former"] = await FormerAsync(app);
        clients["foreign"] = await ForeignAsync(app);
        return clients;
    }

    /// <summary>Was at the desk, is signed in, and has left since.</summary>
    private static async Task<HttpClient> FormerAsync(TestApp app)
    {
        var company = await app.DemoOrganisationAsync();
        var person = await app.AddPersonAsync(company, "Frieda Ehemals", Role.Desk | Role.Administrator);
        var client = await app.SignInAsync(person.Id);
        await ChangeAsync(app, person, p => p.Leave(app.Time.GetUtcNow()));
        return client;
    }

    private static async Task<HttpClient> ForeignAsync(TestApp app)
    {
        var person = await app.FoundAsync();
        await ChangeAsync(app, person, p => p.Give(Enum.GetValues<Role>().Aggregate((a, b) => a | b)));
        return await app.SignInAsync(person.Id);
    }

    private static Task ChangeAsync(TestApp app, Person person, Action<Person> change) => app.WithDbAsync(person.OrganisationId, async db =>
    {
        change(await db.Set<Person>().SingleAsync(p => p.Id == person.Id));
        await db.SaveChangesAsync();
    });
}
