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

    public async Task SeedAsync(IServiceProvider scope, CancellationToken stop)
    {
        var db = scope.GetRequiredService<AppDb>();
        if (!settings.Demo || await db.Organisations.AnyAsync(stop)) return;
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

    /// <summary>Half of the assemblers have no e-mail address, as in many workshops.</summary>
    private static Person Colleague(Guid company, int number, string department, DateTimeOffset now)
    {
        var name = $"{First[number % First.Length]} {Last[number * 7 % Last.Length]}";
        var email = department == "Montage" && number % 2 == 0 ? null : $"{name.Replace(' ', '.').ToLowerInvariant()}{number}@{DemoCompany.Domain}";
        return Person.Add(company, name, email, department, "de", Role.None, now);
    }
}
