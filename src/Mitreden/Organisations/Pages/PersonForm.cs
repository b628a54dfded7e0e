using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Organisations.Pages;

/// <summary>What the administrator writes about a person.</summary>
public sealed class PersonForm
{
    /// <summary>First and last name.</summary>
    public string? Name { get; set; }
    /// <summary>Work address, maybe none.</summary>
    public string? Email { get; set; }
    /// <summary>Department, maybe none.</summary>
    public string? Department { get; set; }
    /// <summary><c>de</c> or <c>en</c>.</summary>
    public string? Language { get; set; } = "de";
    /// <summary>Names of the roles that are ticked.</summary>
    public List<string> Roles { get; set; } = [];

    /// <summary>The ticked roles together; names that are none count for nothing.</summary>
    public Role Chosen => RoleCards.All.Where(role => Roles.Contains(role.ToString())).Aggregate(Role.None, (all, role) => all | role);

    /// <summary>The form filled with what is stored.</summary>
    public static PersonForm Of(Person person) => new()
    {
        Name = person.Name, Email = person.Email, Department = person.Department, Language = person.Language,
        Roles = [.. RoleCards.Of(person.Roles).Select(role => role.ToString())],
    };

    /// <summary>Puts every fault beside its field.</summary>
    /// <param name="db">The database.</param>
    /// <param name="id">The person that is edited, null for a new one.</param>
    /// <param name="state">Receives the faults.</param>
    /// <param name="texts">Texts of the faults.</param>
    /// <param name="stop">Cancels.</param>
    public async Task CheckAsync(AppDb db, Guid? id, ModelStateDictionary state, Texts<OrganisationsTexts> texts, CancellationToken stop)
    {
        void Add(string field, PersonFault? fault)
        {
            if (fault is { } f) state.AddModelError(field, texts[$"Fault.{f}", PersonRules.Most(f) ?? 0]);
        }
        var email = PersonRules.TidyEmail(Email);
        Add(nameof(Name), PersonRules.Name(PersonRules.Tidy(Name)));
        Add(nameof(Department), PersonRules.Department(PersonRules.Tidy(Department)));
        Add(nameof(Language), PersonRules.Language(Language) is null ? PersonFault.LanguageUnknown : null);
        Add(nameof(Email), PersonRules.Email(email) ?? (email is null ? null : await OwnerAsync(db, id, email, stop)));
    }

    private static async Task<PersonFault?> OwnerAsync(AppDb db, Guid? id, string email, CancellationToken stop)
    {
        var owner = await db.People.Where(p => p.Email == email && p.Id != id).Select(p => new { Left = p.LeftAt != null }).SingleOrDefaultAsync(stop);
        return owner is null ? null : owner.Left ? PersonFault.EmailOfFormer : PersonFault.EmailTaken;
    }
}
