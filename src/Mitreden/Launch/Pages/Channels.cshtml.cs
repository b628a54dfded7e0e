using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Launch.Plan;
using Mitreden.Launch.Readiness;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Launch.Pages;

/// <summary>Before any channel starts: is everything there that employees need? And which channels are planned, which are open.</summary>
[Authorize(Policy = LaunchModule.ViewPolicy)]
public sealed class ChannelsModel(AppDb db, CurrentPerson me, People people, ReadinessCheck check, Clock clock, Texts<LaunchTexts> texts) : PageModel
{
    /// <summary>The questions.</summary>
    public IReadOnlyList<Ready> Ready { get; private set; } = [];
    /// <summary>The channels, planned ones first.</summary>
    public IReadOnlyList<PlannedChannel> Channels { get; private set; } = [];
    /// <summary>Who has decided to open one nevertheless.</summary>
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();
    /// <summary>The project; null before one has begun.</summary>
    public LaunchProject? Project { get; private set; }
    /// <summary>What was sent about a meeting and not taken.</summary>
    public (string? Day, string? How)? Informed { get; private set; }
    /// <summary>True for those who may plan and open.</summary>
    public bool Leads => me.Has(LaunchModule.Leads);
    /// <summary>What was sent and not taken.</summary>
    public (string? Name, string? Address, ChannelKind Kind) Sent { get; private set; } = (null, null, ChannelKind.Page);
    /// <summary>The channel that was not opened, and the reason as it was sent.</summary>
    public (Guid? Channel, string? Reason) Refused { get; private set; }
    /// <summary>What is wrong with what was sent.</summary>
    public string? Problem { get; private set; }

    /// <summary>Shows both.</summary>
    public Task OnGetAsync(CancellationToken stop) => LoadAsync(stop);

    /// <summary>Plans a channel.</summary>
    public async Task<IActionResult> OnPostPlanAsync(ChannelKind kind, string? name, string? address, CancellationToken stop)
    {
        if (!Leads) return Forbid();
        try
        {
            db.Add(PlannedChannel.Plan(me.OrganisationId, kind, name, address, db.Time.GetUtcNow()));
            await db.SaveChangesAsync(stop);
            return Redirect("/launch/channels#channels");
        }
        catch (LaunchException refused)
        {
            Sent = (name, address, kind);
            return await RefuseAsync(texts[$"Fault.{refused.Why}", refused.Most], stop);
        }
    }

    /// <summary>Opens a channel; where something is missing it takes a reason.</summary>
    public Task<IActionResult> OnPostOpenAsync(Guid channel, string? reason, CancellationToken stop) => DoAsync(channel, async found =>
    {
        Refused = (channel, reason);
        found.Open([.. (await check.AskAsync(stop)).Where(r => !r.IsYes).Select(r => r.Question.Id)], reason, me.Id, db.Time.GetUtcNow());
    }, stop);

    /// <summary>It is only planned after all.</summary>
    public Task<IActionResult> OnPostCloseAsync(Guid channel, CancellationToken stop) => DoAsync(channel, found =>
    {
        found.Close();
        return Task.CompletedTask;
    }, stop);

    /// <summary>It is planned no more.</summary>
    public Task<IActionResult> OnPostRemoveAsync(Guid channel, CancellationToken stop) => DoAsync(channel, found =>
    {
        if (found.MayGo) db.Remove(found);
        return Task.CompletedTask;
    }, stop);

    /// <summary>Writes down that people were informed together.</summary>
    public Task<IActionResult> OnPostInformedAsync(DateOnly? day, string? how, CancellationToken stop)
    {
        Informed = (day is { } on ? Dates.Iso(on) : null, how);
        return InformAsync(project => project.Inform(day, how, clock.Today), stop);
    }

    /// <summary>Takes that back.</summary>
    public Task<IActionResult> OnPostNotInformedAsync(CancellationToken stop) => InformAsync(project => project.InformedNoMore(), stop);

    private async Task<IActionResult> InformAsync(Action<LaunchProject> verb, CancellationToken stop)
    {
        if (!Leads) return Forbid();
        if (await db.LaunchAsync(stop) is not { } project) return NotFound();
        try
        {
            verb(project);
            await db.SaveChangesAsync(stop);
            return Redirect("/launch/channels#ready-informed");
        }
        catch (LaunchException refused)
        {
            return await RefuseAsync(texts[$"Fault.{refused.Why}", refused.Most], stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return await RefuseAsync(texts["Changed"], stop);
        }
    }

    private async Task<IActionResult> DoAsync(Guid id, Func<PlannedChannel, Task> verb, CancellationToken stop)
    {
        if (!Leads) return Forbid();
        if (await db.PlannedChannels.SingleOrDefaultAsync(c => c.Id == id, stop) is not { } channel) return NotFound();
        try
        {
            await verb(channel);
            await db.SaveChangesAsync(stop);
            return Redirect("/launch/channels#channels");
        }
        catch (LaunchException refused)
        {
            return await RefuseAsync(texts[$"Fault.{refused.Why}", refused.Most], stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return await RefuseAsync(texts["Changed"], stop);
        }
    }

    private async Task<PageResult> RefuseAsync(string problem, CancellationToken stop)
    {
        (Problem, Response.StatusCode) = (problem, StatusCodes.Status422UnprocessableEntity);
        await LoadAsync(stop);
        return Page();
    }

    private async Task LoadAsync(CancellationToken stop)
    {
        (Project, Ready) = (await db.LaunchAsync(stop), await check.AskAsync(stop));
        Channels = [.. (await db.PlannedChannels.AsNoTracking().ToListAsync(stop)).OrderBy(c => c.OpenedAt is not null).ThenBy(c => c.Id)];
        Names = await people.NamesAsync(Channels.Select(c => c.OpenedBy).OfType<Guid>().Distinct(), stop);
    }
}
