using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Participation.Ideas;
using Mitreden.Participation.Pilot;
using Mitreden.Participation.Volunteers;

namespace Mitreden.Participation.Pages;

/// <summary>What everybody can take part in: volunteer, have ideas, read what became of them.</summary>
public sealed class InvolvementModel(
    AppDb db, CurrentPerson me, Volunteering volunteering, OwnRow<PilotMark, PilotWord> mark, Pilots pilots, IdeaReadings ideas, Texts<ParticipationTexts> texts) : PageModel
{
    /// <summary>Ideas that are shown here.</summary>
    private const int Newest = 3;

    /// <summary>What the person has volunteered for.</summary>
    public IReadOnlyDictionary<Part, Volunteer> Mine { get; private set; } = new Dictionary<Part, Volunteer>();
    /// <summary>True once the pilot group has been put together: then nothing is asked for a draw any more.</summary>
    public bool HasGroup { get; private set; }
    /// <summary>True when the person has said for the draw that this is new to them.</summary>
    public bool SaidNew { get; private set; }
    /// <summary>Names of the pilot group, when the person is in it.</summary>
    public IReadOnlyList<string> Group { get; private set; } = [];
    /// <summary>The newest ideas.</summary>
    public IReadOnlyList<IdeaView> Ideas { get; private set; } = [];

    /// <summary>Shows the page.</summary>
    public async Task OnGetAsync(CancellationToken stop)
    {
        Mine = await volunteering.MineAsync(stop);
        HasGroup = await db.PilotGroups.AnyAsync(stop);
        SaidNew = !HasGroup && Mine.ContainsKey(Part.Pilot) && (await mark.ReadAsync(stop)).IsNew;
        var members = await pilots.MembersAsync(stop);
        if (members.Any(m => m.Id == me.Id)) Group = [.. members.Select(m => m.Name)];
        Ideas = [.. (await ideas.ShownAsync(null, 1, stop)).Take(Newest)];
    }

    /// <summary>The person is in.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm] Part part, [FromForm] string? note, [FromForm] bool isNew, CancellationToken stop)
    {
        if (!Enum.IsDefined(part)) return BadRequest();
        await volunteering.JoinAsync(part, note, isNew, stop);
        TempData["Toast"] = texts["Joined"];
        return Redirect($"/involvement#part-{part}");
    }

    /// <summary>The person takes it back, without a reason.</summary>
    public async Task<IActionResult> OnPostWithdrawAsync([FromForm] Part part, CancellationToken stop)
    {
        if (!Enum.IsDefined(part)) return BadRequest();
        await volunteering.WithdrawAsync(part, stop);
        TempData["Toast"] = texts["Withdrawn"];
        return Redirect($"/involvement#part-{part}");
    }
}
