using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Organisations;

/// <summary>Seeds Muster GmbH once, with everybody who works there.</summary>
internal sealed class DemoSeed(MitredenSettings settings) : ISeed
{
    private static readonly string[] First =
    [
        "Andreas", "Birgit", "Christian", "Dilek", "Erik", "Fatma", "Gerd", "Heike", "Ivan", "Jutta", "Klaus", "Lena", "Mehmet", "Nadine",
        "Oliver", "Paula", "Quirin", "Renate", "Sven", "Tanja", "Uwe", "Vera", "Werner", "Yvonne", "Zoran",
    ];
    private static readonly string[] Last =
    [
        "Bauer", "Fischer", "Graf", "Huber", "Jansen", "Koch", "Lang", "Maier", "Neumann", "Otto", "Pohl", "Richter", "Sommer", "Thiel",
        "Ulrich", "Winter", "Yilmaz", "Ziegler", "Becker", "Dietz", "Ernst", "Franke", "Haas", "Kern", "Lutz",
    ];
    private static readonly (string Department, int People)[] Others =
    [
        ("Montage", 20), ("Entwicklung", 8), ("Vertrieb", 7), ("Kundendienst", 7), ("Verwaltung", 5), ("Marketing", 2),
    ];

    private const string Taken = "This database holds a company already; --demo is for an empty one. Start without --demo, or give --data another folder.";

    public async Task SeedAsync(IServiceProvider scope, CancellationToken stop)
    {
        if (!settings.Demo) return;
        var db = scope.GetRequiredService<AppDb>();
        if (await db.Organisations.AnyAsync(stop))
        {
            if (!await IsDemoAsync(db, stop)) throw new StartException(Taken);
            return;
        }
        var now = db.Time.GetUtcNow();
        var company = Organisation.Found(DemoCompany.Name, now);
        scope.GetRequiredService<CurrentOrganisation>().Id = company.Id;
        db.Add(company);
        foreach (var p in DemoCompany.People)
            db.Add(Person.Add(company.Id, p.Name, p.Email, p.Department, p.Language, p.Roles, now));
        var number = 0;
        foreach (var (department, people) in Others)
            for (var i = 0; i < people; i++, number++) db.Add(Colleague(company.Id, number, department, now));
        await scope.GetRequiredService<Happenings>().TellAsync(new OrganisationFounded(company.Id), stop);
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Whether the demo is there, under its name or, when somebody has tried out another, with one of its people.</summary>
    private static async Task<bool> IsDemoAsync(AppDb db, CancellationToken stop)
    {
        const string place = $"@{DemoCompany.Domain}";
        return await db.Organisations.AnyAsync(o => o.Name == DemoCompany.Name, stop)
            || await db.People.IgnoreQueryFilters([AppDb.OrganisationFilter]).AnyAsync(p => p.Email!.EndsWith(place), stop);
    }

    /// <summary>Half of the assemblers have no e-mail address, as in many workshops.</summary>
    private static Person Colleague(Guid company, int number, string department, DateTimeOffset now)
    {
        var name = $"{First[number % First.Length]} {Last[number * 7 % Last.Length]}";
        var email = department == "Montage" && number % 2 == 0 ? null : $"{name.Replace(' ', '.').ToLowerInvariant()}{number}@{DemoCompany.Domain}";
        return Person.Add(company, name, email, department, "de", Role.None, now);
    }
}
