using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Channels;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.Jobs;

/// <summary>What a person gets, in their language; nothing of it says what the discussion is about.</summary>
/// <param name="Language"><c>de</c> or <c>en</c>.</param>
/// <param name="Title">Subject of a mail, title of a notification.</param>
/// <param name="Line">Text of a notification.</param>
/// <param name="Path">Where it leads, below the installation's address.</param>
/// <param name="Mail">The mail behind it, or null when the person has no address or none is to be sent.</param>
public sealed record Words(string Language, string Title, string Line, string Path, SendMail? Mail);

/// <summary>Calls a person on their devices; when none takes it, by mail at once.</summary>
/// <param name="AlertId">The alert.</param>
/// <param name="Token">Secret with which a device says that it has shown it.</param>
/// <param name="Words">What it says.</param>
/// <param name="Urgent">True when a minute matters.</param>
public sealed record CallDevices(Guid AlertId, string Token, Words Words, bool Urgent) : IJob
{
    /// <summary>Most times that a busy push service is asked again about one alert.</summary>
    public const int MostTries = 3;

    /// <summary>How long a busy push service is left alone when it does not say.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>How often it was asked again.</summary>
    public int Tries { get; init; }

    /// <summary>True when it is about an exercise: jobs about what is real come first.</summary>
    public bool IsDrill { get; init; }

    /// <summary>Devices that are asked again, or null for all.</summary>
    public IReadOnlyList<Guid>? Only { get; init; }

    /// <summary>Key of the job, and of those that ask again about the same alert.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="tries">How often it was asked again, 0 to <see cref="MostTries"/>.</param>
    /// <param name="drill">True when it is about an exercise.</param>
    internal static string KeyOf(Guid alert, int tries, bool drill) => Job.KeyOf(drill, tries == 0 ? $"desk.call:{alert}" : $"desk.call:{alert}:{tries}");

    /// <inheritdoc />
    public static string Kind => "desk.call-devices";

    /// <inheritdoc />
    public static bool AsksOutside => true;
}

/// <summary>Sends the mail when no device has said by now that it has shown the alert.</summary>
/// <param name="AlertId">The alert.</param>
/// <param name="Mail">The mail.</param>
public sealed record MailUnlessShown(Guid AlertId, SendMail Mail) : IJob
{
    /// <summary>How long a device has to say so. When it is urgent, the mail does not wait for it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    public static string Kind => "desk.mail-unless-shown";
}

/// <summary>Tells the channels of the team.</summary>
/// <param name="DiscussionId">The discussion.</param>
/// <param name="Round">Round for which it was made.</param>
/// <param name="Wake">The wake-up that caused it.</param>
/// <param name="Message">What it says.</param>
public sealed record CallTeam(Guid DiscussionId, int Round, int Wake, TeamMessage Message) : IJob
{
    /// <inheritdoc />
    public static string Kind => "desk.call-team";
}

/// <summary>Tells one channel of the team; one that says no is asked again, twice as late each time, as long as nobody has reacted.</summary>
/// <param name="Call">What it says, and about what.</param>
/// <param name="ChannelId">The channel.</param>
public sealed record CallChannel(CallTeam Call, Guid ChannelId) : IJob
{
    /// <inheritdoc />
    public static string Kind => "desk.call-channel";

    /// <inheritdoc />
    public static bool AsksOutside => true;
}

/// <summary>A channel of the team has said no.</summary>
public sealed class ChannelRefusedException() : Exception("The channel said no, or that it is too busy.");

internal sealed class CallHandler(AppDb db, DevicePush devices, TeamChannels channels, People people, Speech speech)
    : IJobHandler<CallDevices>, IJobHandler<MailUnlessShown>, IJobHandler<CallTeam>, IJobHandler<CallChannel>, IMailMatters
{
    /// <summary>The mail of an alert is asked again before each attempt: a mail server that was away for an hour would call people to what is long over.</summary>
    public async Task<bool> StillAsync(Guid about, CancellationToken stop) =>
        !await db.Alerts.AnyAsync(a => a.Id == about, stop) || await OpenAsync(about, stop) is not null;

    public async Task RunAsync(CallDevices job, CancellationToken stop)
    {
        if (await OpenAsync(job.AlertId, stop) is not { } alert) return;
        speech.Use(job.Words.Language, formal: false);
        // The same tag replaces what a device shows already: sent twice, it is seen once.
        var message = new PushMessage(job.Words.Title, job.Words.Line, job.Words.Path, job.Token, $"discussion-{alert.DiscussionId:N}", job.Urgent);
        var sent = await devices.SendAsync(alert.PersonId, message, stop, job.Only);
        if (sent.Taken == 0 && job.Only is null) Mail(alert, job.Words.Mail);
        if (sent.Busy.Count > 0 && alert.ShownAt is null) await AgainAsync(job, alert, sent, stop);
    }

    /// <summary>A push service that was busy is asked again when it wants to be, unless people are called anew before that anyway.</summary>
    private async Task AgainAsync(CallDevices job, Alert alert, Sent sent, CancellationToken stop)
    {
        var at = db.Time.GetUtcNow() + (sent.Wait is { } wait && wait > CallDevices.Pause ? wait : CallDevices.Pause);
        var next = await db.Discussions.Where(d => d.Id == alert.DiscussionId).Select(d => d.WakeAt).SingleOrDefaultAsync(stop);
        if (job.Tries < CallDevices.MostTries && at < next)
            db.Enqueue(job with { Tries = job.Tries + 1, Only = sent.Busy }, CallDevices.KeyOf(job.AlertId, job.Tries + 1, job.IsDrill), at);
    }

    public async Task RunAsync(MailUnlessShown job, CancellationToken stop)
    {
        if (await OpenAsync(job.AlertId, stop) is { ShownAt: null } alert) Mail(alert, job.Mail);
    }

    public async Task RunAsync(CallTeam job, CancellationToken stop)
    {
        if (!await RingsAsync(job.DiscussionId, job.Round, stop)) return;
        foreach (var channel in await channels.AllAsync(stop)) db.Enqueue(new CallChannel(job, channel), Job.KeyOf(job.Message.Drill, $"desk.channel:{job.DiscussionId}:{job.Wake}:{channel}"));
    }

    public async Task RunAsync(CallChannel job, CancellationToken stop)
    {
        if (await RingsAsync(job.Call.DiscussionId, job.Call.Round, stop) && await channels.SendAsync(job.ChannelId, job.Call.Message, stop) == ChannelAnswer.Refused) throw new ChannelRefusedException();
    }

    /// <summary>Whether somebody is still looked for: a round that is over has nothing more to say.</summary>
    private Task<bool> RingsAsync(Guid discussion, int round, CancellationToken stop) =>
        db.OpenDiscussions.AnyAsync(d => d.Id == discussion && d.Round == round && d.HandlerId == null, stop);

    /// <summary>The alert, unless somebody has reacted meanwhile, or the person has left: then it is moot.</summary>
    private async Task<Alert?> OpenAsync(Guid id, CancellationToken stop) => await db.Alerts.SingleOrDefaultAsync(a => a.Id == id, stop) is { } alert
        && await people.FindAsync(alert.PersonId, stop) is { LeftAt: null }
        && await RingsAsync(alert.DiscussionId, alert.Round, stop) ? alert : null;

    private void Mail(Alert alert, SendMail? mail)
    {
        if (mail is not null && alert.MailedAt is null) alert.MailBy(db, mail);
    }
}

/// <summary>A device says that it has shown an alert. It needs no session: a phone in the pocket has none open.</summary>
internal static class Receipts
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/desk/alerts/{token}/received", ReceiveAsync).AllowAnonymous().DisableAntiforgery().RequireRateLimiting(Access.JoinLimit);

    private static async Task<IResult> ReceiveAsync(string token, AppDb db)
    {
        var hash = Secret.Hash(token);
        if (await db.Alerts.IgnoreQueryFilters([AppDb.OrganisationFilter]).SingleOrDefaultAsync(a => a.ReceiptHash == hash) is not { } alert) return Results.NotFound();
        alert.Shown(db.Time.GetUtcNow());
        await db.SaveChangesAsync();
        return Results.NoContent();
    }
}
