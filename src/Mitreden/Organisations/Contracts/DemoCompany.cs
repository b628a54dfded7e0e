using Mitreden.Foundation.Web;

namespace Mitreden.Organisations.Contracts;

/// <summary>Somebody of the demo company whom the sign-in page offers.</summary>
/// <param name="Key">Value of the form field <c>person</c>.</param>
/// <param name="Name">Full name.</param>
/// <param name="Department">Department.</param>
/// <param name="Roles">Roles.</param>
/// <param name="Language">Language.</param>
public sealed record DemoPerson(string Key, string Name, string Department, Role Roles, string Language = "de")
{
    /// <summary>Work address.</summary>
    public string Email => $"{Key}@{DemoCompany.Domain}";
}

/// <summary>Muster GmbH, a pump maker with 60 people in 6 departments.</summary>
public static class DemoCompany
{
    /// <summary>Name of the company.</summary>
    public const string Name = "Muster GmbH";
    /// <summary>Domain of the work addresses; reserved for examples.</summary>
    public const string Domain = "muster.example";

    /// <summary>Those who can be signed in by one tap.</summary>
    public static IReadOnlyList<DemoPerson> People { get; } =
    [
        new("petra", "Petra Lindner", "Verwaltung", Role.Administrator),
        new("jana", "Jana Keller", "Marketing", Role.Desk),
        new("tobias", "Tobias Brandt", "Marketing", Role.Desk),
        new("miriam", "Miriam Vogt", "Marketing", Role.Author),
        new("ralf", "Ralf Petersen", "Montage", Role.WorksCouncil),
        new("sabine", "Dr. Sabine Muster", "Verwaltung", Role.Management),
        new("karin", "Karin Albers", "Beratung", Role.Agency),
        new("cem", "Cem Aydin", "Vertrieb", Role.None),
        new("anna", "Anna Schulz", "Montage", Role.None),
        new("stefan", "Stefan Hofmann", "Entwicklung", Role.None),
        new("emily", "Emily Carter", "Kundendienst", Role.None, "en"),
    ];
}
