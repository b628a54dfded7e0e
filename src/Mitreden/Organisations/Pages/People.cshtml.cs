using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;

namespace Mitreden.Organisations.Pages;

/// <summary>One line of the list.</summary>
public sealed record PersonRow(Guid Id, string Name, string? Email, string Department, Role Roles, DateTimeOffset? JoinedAt, DateTimeOffset? LeftAt)
{
    /// <summary>True when the search finds this person; accents and case do not matter.</summary>
    public bool Matches(string word) => new[] { Name, Email, Department }.Any(text => text is not null && CultureInfo.InvariantCulture.CompareInfo
        .IndexOf(text, word, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0);
}

/// <summary>Everybody in the company, by department.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class PeopleModel(AppDb db) : PageModel
{
    /// <summary>Most people on one page; larger companies search.</summary>
    public const int MostShown = 500;

    /// <summary>What is searched for.</summary>
    public string Query { get; private set; } = "";
    /// <summary><c>here</c>, <c>waiting</c> or <c>left</c>.</summary>
    public string Show { get; private set; } = "here";
    /// <summary>Everybody who has not left.</summary>
    public int Here { get; private set; }
    /// <summary>Those of them who have not joined yet.</summary>
    public int Waiting { get; private set; }
    /// <summary>Those who have left.</summary>
    public int Left { get; private set; }
    /// <summary>How many the search and the tab find.</summary>
    public int Found { get; private set; }
    /// <summary>They by department; those without one come last.</summary>
    public IReadOnlyList<IGrouping<string, PersonRow>> Departments { get; private set; } = [];

    /// <summary>Shows the list.</summary>
    public async Task OnGetAsync(string? q, string? show, CancellationToken stop)
    {
        (Query, Show) = ((q ?? "").Trim(), show is "waiting" or "left" ? show : "here");
        var all = await db.People.AsNoTracking()
            .Select(p => new PersonRow(p.Id, p.Name, p.Email, p.Department, p.Roles, p.JoinedAt, p.LeftAt)).ToListAsync(stop);
        Left = all.Count(p => p.LeftAt != null);
        Here = all.Count - Left;
        Waiting = all.Count(p => p is { LeftAt: null, JoinedAt: null });
        // The databases compare umlauts differently; a company's list is small enough to search here.
        var found = all.Where(IsShown).Where(p => Query.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(p.Matches)).ToList();
        Found = found.Count;
        var order = StringComparer.Create(CultureInfo.CurrentCulture, ignoreCase: true);
        Departments = [.. found.OrderBy(p => p.Department.Length == 0).ThenBy(p => p.Department, order).ThenBy(p => p.Name, order)
            .Take(MostShown).GroupBy(p => p.Department, order)];
    }

    private bool IsShown(PersonRow person) => Show switch
    {
        "left" => person.LeftAt != null,
        "waiting" => person is { LeftAt: null, JoinedAt: null },
        _ => person.LeftAt == null,
    };
}
