using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Settings;

namespace Mitreden.Desk.Channels;

/// <summary>A notification for a desk member. It says that there is something, never what: push services and lock screens are read by others.</summary>
/// <param name="Title">First line.</param>
/// <param name="Body">Text.</param>
/// <param name="Navigate">What a tap opens: a path of ours, such as <c>/desk</c>, or an absolute address.</param>
/// <param name="ReceiptToken">128 random bits as <see cref="Foundation.Web.Secret.New"/> gives them; the device posts to <c>/desk/alerts/TOKEN/received</c> when it has shown the notification. Null asks for no receipt.</param>
/// <param name="Tag">A later notification with the same tag takes the place of an earlier one.</param>
/// <param name="Urgent">True wakes a phone that saves power, and stays on the screen.</param>
public sealed record PushMessage(string Title, string Body, string Navigate, string? ReceiptToken, string Tag, bool Urgent);

/// <summary>What became of a notification.</summary>
/// <param name="Taken">For how many devices a push service took it. It has arrived only when the receipt comes.</param>
/// <param name="Busy">Devices whose push service wants to be asked again later.</param>
/// <param name="Wait">How long they want to be left alone, when one of them said so.</param>
public sealed record Sent(int Taken, IReadOnlyList<Guid> Busy, TimeSpan? Wait);

/// <summary>Sends to the devices of a desk member.</summary>
/// <remarks>
/// It works in a scope and a save of its own: what a push service has said is true whatever becomes of the caller's save. Call it from a
/// job or a request that works for the person's organisation.
/// </remarks>
public sealed class DevicePush(IServiceScopeFactory scopes, CurrentOrganisation current, WebPush push, Seal seal, MitredenSettings settings, ILogger<DevicePush> log)
{
    /// <summary>How long a push service tries to deliver an urgent notification; later the next step of the alert has been taken.</summary>
    private static readonly TimeSpan UrgentLife = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Life = TimeSpan.FromHours(4);

    /// <summary>True when the person has a device that could be reached.</summary>
    public async Task<bool> AnyAsync(Guid personId, CancellationToken stop)
    {
        await using var scope = Scope();
        return await Db(scope).Set<Device>().AnyAsync(d => d.PersonId == personId && d.GoneAt == null, stop);
    }

    /// <summary>Sends to all devices of the person at once, or to some of them.</summary>
    /// <param name="personId">The person.</param>
    /// <param name="message">The notification.</param>
    /// <param name="stop">Ends it.</param>
    /// <param name="only">Devices that are asked again; null means all.</param>
    public async Task<Sent> SendAsync(Guid personId, PushMessage message, CancellationToken stop, IReadOnlyList<Guid>? only = null)
    {
        await using var scope = Scope();
        var devices = await Db(scope).Set<Device>().AsNoTracking().Where(d => d.PersonId == personId && d.GoneAt == null && (only == null || only.Contains(d.Id))).ToListAsync(stop);
        var answers = await Task.WhenAll(devices.Select(async d => (Device: d, Answer: await SendAsync(d, message, stop))));
        foreach (var (device, answer) in answers) await NoteAsync(device.Id, answer.Outcome);
        var busy = answers.Where(a => a.Answer.Outcome == PushOutcome.Busy).ToList();
        return new Sent(answers.Count(a => a.Answer.Outcome == PushOutcome.Accepted), [.. busy.Select(b => b.Device.Id)], busy.Max(b => b.Answer.Wait));
    }

    /// <summary>Sends to one device of a person.</summary>
    /// <returns>What its push service said; <see cref="PushOutcome.Gone"/> also when there is no such device or it was gone already.</returns>
    public async Task<PushOutcome> ProbeAsync(Guid personId, Guid deviceId, PushMessage message, CancellationToken stop)
    {
        await using var scope = Scope();
        var device = await Db(scope).Set<Device>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == deviceId && d.PersonId == personId && d.GoneAt == null, stop);
        if (device is null) return PushOutcome.Gone;
        var (outcome, _, _) = await SendAsync(device, message, stop);
        await NoteAsync(device.Id, outcome);
        return outcome;
    }

    private async Task<PushAnswer> SendAsync(Device device, PushMessage message, CancellationToken stop)
    {
        if (device.Open(seal) is not { } target) return new PushAnswer(PushOutcome.Gone, 0, null);
        var received = message.ReceiptToken is { } token ? Absolute($"/desk/alerts/{token}/received") : null;
        var notice = new PushNotice(message.Title, message.Body, Absolute(message.Navigate), message.Tag,
            CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? "en" : "de", message.Urgent, received, message.Urgent ? UrgentLife : Life);
        return await push.SendAsync(target, notice, stop);
    }

    private string Absolute(string address) => address.StartsWith('/') ? settings.Address(address) : address;

    /// <summary>Writes down what became of it; a device that died is told to its owner in the same save.</summary>
    private async Task NoteAsync(Guid id, PushOutcome outcome)
    {
        if (outcome is not (PushOutcome.Accepted or PushOutcome.Gone)) return;
        await using var scope = Scope();
        var db = Db(scope);
        if (await db.Set<Device>().SingleOrDefaultAsync(d => d.Id == id, CancellationToken.None) is not { } device) return;
        if (outcome == PushOutcome.Accepted) device.Accepted(db.Time.GetUtcNow());
        else if (device.Lose(db.Time.GetUtcNow())) db.Enqueue(new TellOwner(device.Id), $"desk.device-gone:{device.Id}:{device.GoneAt:O}");
        try
        {
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            // Another alert at the same moment was faster and has noted the same, or its owner has just removed it.
        }
        catch (Exception failure)
        {
            // The database has a bad moment: nothing rings twice for a note beside it.
            log.LogWarning("What a push service answered could not be noted: {Reason}", failure.GetType().Name);
        }
    }

    private static AppDb Db(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<AppDb>();

    private AsyncServiceScope Scope()
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Id = current.Id;
        return scope;
    }
}
