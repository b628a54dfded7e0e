using System.Globalization;
using System.Security.Claims;

namespace Mitreden.Foundation.Web;

/// <summary>What a person may do beside being an employee.</summary>
[Flags]
public enum Role
{
    /// <summary>Nothing beside being an employee.</summary>
    None = 0,
    /// <summary>Works at the discussion desk.</summary>
    Desk = 1,
    /// <summary>Writes guidelines and units.</summary>
    Author = 2,
    /// <summary>Sees counts and times.</summary>
    Management = 4,
    /// <summary>Sees what is stored and who may see it.</summary>
    WorksCouncil = 8,
    /// <summary>Manages people, roles and settings.</summary>
    Administrator = 16,
    /// <summary>Consultant who looks after several organisations.</summary>
    Agency = 32,
}

/// <summary>Names of authorisation policies; every one means "signed in and ...".</summary>
public static class Policies
{
    /// <summary>Works at the desk.</summary>
    public const string Desk = "Desk";
    /// <summary>Writes content.</summary>
    public const string Author = "Author";
    /// <summary>Sees figures: management, works council, desk, agency.</summary>
    public const string Figures = "Figures";
    /// <summary>Manages people.</summary>
    public const string Administrator = "Administrator";
    /// <summary>Sees what is stored: works council and administrator.</summary>
    public const string Oversight = "Oversight";
}

/// <summary>Claims of the session cookie.</summary>
public static class PersonClaims
{
    /// <summary>Person id.</summary>
    public const string Person = "person";
    /// <summary>Organisation id.</summary>
    public const string Organisation = "organisation";
    /// <summary>Account id.</summary>
    public const string Account = ClaimTypes.NameIdentifier;
    /// <summary>Name to show.</summary>
    public const string Name = ClaimTypes.Name;
    /// <summary><see cref="Mitreden.Foundation.Web.Role"/> as a number.</summary>
    public const string Roles = "roles";
    /// <summary>Language, <c>de</c> or <c>en</c>.</summary>
    public const string Language = "language";
    /// <summary>"1" when the organisation says Sie.</summary>
    public const string Formal = "formal";
    /// <summary>IANA time zone.</summary>
    public const string Zone = "zone";
    /// <summary>Name of the organisation.</summary>
    public const string Company = "company";
}

/// <summary>The signed-in person of the request, read from the session that was checked against the database.</summary>
public sealed class CurrentPerson
{
    /// <summary>Reads the principal; an anonymous one gives a person who is not signed in.</summary>
    public CurrentPerson(ClaimsPrincipal? user)
    {
        IsSignedIn = user?.Identity?.IsAuthenticated == true && user.HasClaim(c => c.Type == PersonClaims.Person);
        if (!IsSignedIn) return;
        Id = Guid.Parse(user!.FindFirstValue(PersonClaims.Person)!);
        OrganisationId = Guid.Parse(user!.FindFirstValue(PersonClaims.Organisation)!);
        AccountId = Guid.Parse(user!.FindFirstValue(PersonClaims.Account)!);
        Name = user!.FindFirstValue(PersonClaims.Name) ?? "";
        Roles = (Role)int.Parse(user!.FindFirstValue(PersonClaims.Roles) ?? "0", CultureInfo.InvariantCulture);
        Company = user!.FindFirstValue(PersonClaims.Company) ?? "";
        Language = user!.FindFirstValue(PersonClaims.Language) ?? "de";
        Formal = user!.FindFirstValue(PersonClaims.Formal) == "1";
        Zone = TimeZoneInfo.FindSystemTimeZoneById(user!.FindFirstValue(PersonClaims.Zone) ?? "Europe/Berlin");
    }

    /// <summary>True when somebody is signed in.</summary>
    public bool IsSignedIn { get; }
    /// <summary>Person id.</summary>
    public Guid Id { get; }
    /// <summary>Organisation id.</summary>
    public Guid OrganisationId { get; }
    /// <summary>Account id; one account may have persons in several organisations.</summary>
    public Guid AccountId { get; }
    /// <summary>Name to show.</summary>
    public string Name { get; } = "";
    /// <summary>What the person is called when greeted: the first name, or the whole name where one says Sie or where no first name stands.</summary>
    public string CalledBy => Formal && Language == "de" ? Name : FirstName(Name);
    /// <summary>Name of the organisation.</summary>
    public string Company { get; } = "";
    /// <summary>Roles.</summary>
    public Role Roles { get; }
    /// <summary>Language, <c>de</c> or <c>en</c>.</summary>
    public string? Language { get; }
    /// <summary>True for Sie.</summary>
    public bool Formal { get; }
    /// <summary>Time zone of the organisation.</summary>
    public TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    /// <summary>True when the person has one of the roles.</summary>
    public bool Has(Role role) => (Roles & role) != 0;

    /// <summary>Titles come first and end in a point; what is left alone after them is a surname, and a single letter is nothing to call somebody by.</summary>
    private static string FirstName(string name)
    {
        var parts = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var titles = parts.TakeWhile(p => p.Length > 2 && p.EndsWith('.')).Count();
        return titles < parts.Length && !parts[titles].EndsWith('.') && (titles == 0 || titles + 1 < parts.Length) ? parts[titles] : name;
    }
}
