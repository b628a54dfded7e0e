using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.Channels;

/// <summary>A channel as the page shows it.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Host">Host of its address; the rest of the address is a secret.</param>
public sealed record TeamRow(TeamChannel Channel, string Host);

/// <summary>The channels of the team, for those who work at the desk or manage people.</summary>
[Authorize(Policy = ChannelSetup.Policy)]
public sealed class TeamModel(AppDb db, CurrentPerson me, Seal seal, Outgoing outgoing, TeamChannels team, Texts<ChannelTexts> texts) : PageModel
{
    /// <summary>The channels, oldest first.</summary>
    public List<TeamRow> Rows { get; } = [];
    /// <summary>Kind of the channel that is to be added, or null while it is being chosen.</summary>
    public TeamChannelKind? Kind { get; private set; }
    /// <summary>What has been filled in.</summary>
    public TeamForm Form { get; private set; } = new();
    /// <summary>Why nothing was saved, when that belongs to no field.</summary>
    public string? Problem { get; private set; }

    /// <summary>Shows them, and the form for a kind.</summary>
    public async Task OnGetAsync(string? kind, CancellationToken stop)
    {
        Kind = Read(kind);
        await ReadAsync(stop);
    }

    /// <summary>Adds a channel.</summary>
    public async Task<IActionResult> OnPostAddAsync(string? kind, [FromForm(Name = "")] TeamForm form, CancellationToken stop)
    {
        if (Read(kind) is not { } known) return NotFound();
        (Kind, Form) = (known, form);
        ModelState.Clear();
        foreach (var (field, why) in form.Faults(known, outgoing)) ModelState.AddModelError(field, texts[$"Team.Fault.{why}"]);
        if (await db.Set<TeamChannel>().CountAsync(stop) >= TeamChannel.Most) Problem = texts["Team.Fault.TooMany", TeamChannel.Most];
        if (!ModelState.IsValid || Problem is not null)
        {
            await ReadAsync(stop);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        var target = form.Target(known);
        db.Add(TeamChannel.Add(seal, me.OrganisationId, known, form.TidyName, target, db.Time.GetUtcNow()));
        await db.SaveChangesAsync(stop);
        if (known == TeamChannelKind.Webhook) TempData["ChannelSecret"] = target.Secret;
        return Done("Team.Done.Added");
    }

    /// <summary>Sends a test message.</summary>
    public async Task<IActionResult> OnPostProbeAsync(Guid id, CancellationToken stop)
    {
        if (!await db.Set<TeamChannel>().AnyAsync(c => c.Id == id, stop)) return NotFound();
        var message = new TeamMessage(texts["Team.Probe.Title"], texts["Team.Probe.Body", me.Company], "/desk", Urgent: false);
        return Done(await team.SendAsync(id, message, stop) == ChannelAnswer.Took ? "Team.Probe.Accepted" : "Team.Probe.Failed");
    }

    /// <summary>Removes a channel.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(Guid id, CancellationToken stop)
    {
        if (await db.Set<TeamChannel>().SingleOrDefaultAsync(c => c.Id == id, stop) is not { } channel) return NotFound();
        db.Remove(channel);
        await db.SaveChangesAsync(stop);
        return Done("Team.Done.Removed");
    }

    private static TeamChannelKind? Read(string? kind) => Array.Find(Enum.GetNames<TeamChannelKind>(), n => n.Equals(kind, StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse<TeamChannelKind>(name) : null;

    private RedirectResult Done(string key)
    {
        TempData["Toast"] = texts[key];
        return Redirect("/desk/channels");
    }

    private async Task ReadAsync(CancellationToken stop)
    {
        foreach (var channel in await db.Set<TeamChannel>().AsNoTracking().OrderBy(c => c.CreatedAt).ThenBy(c => c.Id).ToListAsync(stop))
            Rows.Add(new TeamRow(channel, channel.Open(seal)?.Address.Split('/') is { Length: > 2 } parts ? parts[2].Split('?')[0] : ""));
    }
}
