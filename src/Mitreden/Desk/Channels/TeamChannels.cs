using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;

namespace Mitreden.Desk.Channels;

/// <summary>Sends to the channels of the team, such as a chat or text messages.</summary>
/// <remarks>It works in a scope and a save of its own, as <see cref="DevicePush"/> does.</remarks>
public sealed class TeamChannels(IServiceScopeFactory scopes, CurrentOrganisation current, Outgoing outgoing, Seal seal, MitredenSettings settings, Texts<ChannelTexts> texts)
{
    /// <summary>Sends to all channels of the current organisation at once.</summary>
    /// <returns>How many took it.</returns>
    public async Task<int> SendAsync(TeamMessage message, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Id = current.Id;
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        return await SendAsync(db, await db.Set<TeamChannel>().ToListAsync(stop), message, stop);
    }

    /// <summary>Sends to one channel of the current organisation.</summary>
    /// <returns>True when it took the message.</returns>
    public async Task<bool> ProbeAsync(Guid id, TeamMessage message, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Id = current.Id;
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        return await SendAsync(db, await db.Set<TeamChannel>().Where(c => c.Id == id).ToListAsync(stop), message, stop) == 1;
    }

    private async Task<int> SendAsync(AppDb db, List<TeamChannel> channels, TeamMessage message, CancellationToken stop)
    {
        var full = message with { Navigate = message.Navigate.StartsWith('/') ? settings.PublicUrl.TrimEnd('/') + message.Navigate : message.Navigate };
        var open = texts["Team.Open"];
        var now = db.Time.GetUtcNow();
        var took = await Task.WhenAll(channels.Select(c => SendAsync(c, full, open, now, stop)));
        foreach (var (channel, accepted) in channels.Zip(took)) channel.Note(accepted, now);
        try
        {
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody has just removed one of them.
        }
        return took.Count(t => t);
    }

    /// <summary>A channel with several numbers took it when one of them did.</summary>
    private async Task<bool> SendAsync(TeamChannel channel, TeamMessage message, string open, DateTimeOffset now, CancellationToken stop)
    {
        if (channel.Open(seal) is not { } target) return false;
        var answers = await Task.WhenAll(TeamRequest.Of(channel.Kind, target, message, open, now).Select(r => SendAsync(r, stop)));
        return Array.Exists(answers, a => a);
    }

    private async Task<bool> SendAsync(OutgoingRequest request, CancellationToken stop)
    {
        try
        {
            return (await outgoing.SendAsync(request, stop)).IsSuccess;
        }
        catch (OutgoingException)
        {
            return false;
        }
    }
}
