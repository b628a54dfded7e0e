using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.Channels;

/// <summary>Tells a desk member by mail, once, that a device of theirs is not reached any more.</summary>
/// <param name="DeviceId">The device.</param>
public sealed record TellOwner(Guid DeviceId) : IJob
{
    /// <inheritdoc />
    public static string Kind => "desk.device-gone";
}

internal sealed class TellOwnerHandler(
    AppDb db, People people, Companies companies, Texts<ChannelTexts> texts, Speech speech, IMailSender mail, MitredenSettings settings) : IJobHandler<TellOwner>
{
    public async Task RunAsync(TellOwner job, CancellationToken stop)
    {
        var device = await db.Set<Device>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == job.DeviceId && d.GoneAt != null, stop);
        if (device is null || !mail.IsOn || await people.FindAsync(device.PersonId, stop) is not { LeftAt: null, Email: { } address } person) return;
        speech.Use(person.Language, (await companies.FindAsync(person.OrganisationId, stop))!.Formal);
        var body = texts["Mail.Gone.Body", person.Name, device.Name, settings.Address("/desk/devices")];
        db.Enqueue(new SendMail(address, person.Name, texts["Mail.Gone.Subject"], body), $"desk.mail:device:{device.Id}:{device.GoneAt:O}");
    }
}
