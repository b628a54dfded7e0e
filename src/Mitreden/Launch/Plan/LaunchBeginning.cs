using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Launch.Templates;

namespace Mitreden.Launch.Plan;

/// <summary>Begins the company's project with all its steps, whether from a template that ships or from one of its own.</summary>
public sealed class LaunchBeginning(AppDb db, CurrentPerson me)
{
    /// <summary>Saves the project and its steps.</summary>
    /// <param name="template">The template.</param>
    /// <param name="day">First day; see <see cref="LaunchDays.Allows"/>.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>False when there is a plan already, perhaps since a moment ago: it stands.</returns>
    public async Task<bool> BeginAsync(LaunchTemplate template, DateOnly day, CancellationToken stop)
    {
        var now = db.Time.GetUtcNow();
        var project = LaunchTemplate.Shipped.Contains(template)
            ? LaunchProject.Begin(me.OrganisationId, template.Id, day, now) : LaunchProject.Begin(me.OrganisationId, template, day, now);
        db.Add(project);
        foreach (var step in template.Steps) db.Add(LaunchStep.Of(project, step, now));
        try
        {
            await db.SaveChangesAsync(stop);
            return true;
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            // The database keeps one project per organisation.
            db.ChangeTracker.Clear();
            if (!await db.LaunchProjects.AnyAsync(stop)) throw;
            return false;
        }
    }
}
