using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Nameless;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;
using Mitreden.Participation.Ideas;
using Mitreden.Participation.Volunteers;

namespace Mitreden.Participation.Pages;

/// <summary>Who has volunteered for what, and which ideas wait, for those who lead.</summary>
[Authorize(Policy = ParticipationModule.LeadPolicy)]
public sealed class LeadsModel(AppDb db, CurrentPerson me, Volunteering volunteering, IdeaReadings ideas) : PageModel
{
    /// <summary>Those who have volunteered, by part and name.</summary>
    public ILookup<Part, (PersonCard Person, string Note)> Volunteers { get; private set; } = Array.Empty<(Part Part, PersonCard Person, string Note)>().ToLookup(v => v.Part, v => (v.Person, v.Note));
    /// <summary>Ideas that nobody has looked at.</summary>
    public IReadOnlyList<IdeaView> Waiting { get; private set; } = [];
    /// <summary>Ideas of earlier days that are published and that nobody has said anything about.</summary>
    public IReadOnlyList<IdeaView> Unanswered { get; private set; } = [];
    /// <summary>True once the pilot group has been put together.</summary>
    public bool HasGroup { get; private set; }

    /// <summary>Shows both.</summary>
    public async Task OnGetAsync(CancellationToken stop)
    {
        Volunteers = await volunteering.AllAsync(stop);
        Waiting = await ideas.WaitingAsync(BoxDay.OpenBefore(db.Time.GetUtcNow(), me.Zone), stop);
        Unanswered = await ideas.ShownAsync(IdeaState.New, 1, stop);
        HasGroup = await db.PilotGroups.AnyAsync(stop);
    }
}
