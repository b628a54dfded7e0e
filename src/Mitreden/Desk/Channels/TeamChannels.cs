using System.Net;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;

namespace Mitreden.Desk.Channels;

/// <summary>What a channel did with a message.</summary>
public enum ChannelAnswer
{
    /// <summary>It took it.</summary>
    Took,
    /// <summary>It said no, or that it is too busy: it can be asked again, because nobody has seen anything.</summary>
    Refused,
    /// <summary>No answer: somebody may have seen it, so it is not sent again.</summary>
    Unclear,
}

/// <summary>Sends to the channels of the team, such as a chat or text messages.</summary>
/// <remarks>It works in a scope and a save of its own, as <see cref="DevicePush"/> does.</remarks>
public sealed class TeamChannels(IServiceScopeFactory scopes, CurrentOrganisation current, Outgoing outgoing, Seal seal, MitredenSettings settings, Texts<ChannelTexts> texts, ILogger<TeamChannels> log)
{
    /// <summary>The channels of the current organisation.</summary>
    public async Task<IReadOnlyList<Guid>> AllAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Id = current.Id;
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Set<TeamChannel>().Select(c => c.Id).ToListAsync(stop);
    }

    /// <summary>Sends to one channel of the current organisation.</summary>
    /// <returns>What it did; unclear when the channel has been removed.</returns>
    public async Task<ChannelAnswer> SendAsync(Guid id, TeamMessage message, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Id = current.Id;
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        if (await db.Set<TeamChannel>().SingleOrDefaultAsync(c => c.Id == id, stop) is not { } channel) return ChannelAnswer.Unclear;
        var full = message with { Navigate = message.Navigate.StartsWith('/') ? settings.Address(message.Navigate) : message.Navigate };
        var open = texts["Team.Open"];
        var now = db.Time.GetUtcNow();
        var answer = await SendAsync(channel, full, open, now, stop);
        channel.Note(answer == ChannelAnswer.Took, now);
        try
        {
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            // Somebody has just removed it.
        }
        catch (Exception failure)
        {
            // The database has a bad moment: what is out must not go out again for a note beside it.
            log.LogWarning("What a channel answered could not be noted: {Reason}", failure.GetType().Name);
        }
        return answer;
    }

    /// <summary>A channel with several numbers took it when one of them did, and said no when all of them did.</summary>
    private async Task<ChannelAnswer> SendAsync(TeamChannel channel, TeamMessage message, string open, DateTimeOffset now, CancellationToken stop)
    {
        if (channel.Open(seal) is not { } target) return ChannelAnswer.Unclear;
        var answers = await Task.WhenAll(TeamRequest.Of(channel.Kind, target, message, open, now).Select(r => SendAsync(r, stop)));
        return Array.Exists(answers, a => a == ChannelAnswer.Took) ? ChannelAnswer.Took : Array.TrueForAll(answers, a => a == ChannelAnswer.Refused) ? ChannelAnswer.Refused : ChannelAnswer.Unclear;
    }

    private async Task<ChannelAnswer> SendAsync(OutgoingRequest request, CancellationToken stop)
    {
        try
        {
            var answer = await outgoing.SendAsync(request, stop);
            return answer.IsSuccess ? ChannelAnswer.Took : answer.Status == HttpStatusCode.TooManyRequests || (int)answer.Status >= 500 ? ChannelAnswer.Refused : ChannelAnswer.Unclear;
        }
        catch (OutgoingException)
        {
            return ChannelAnswer.Unclear;
        }
    }
}
