using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
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

internal sealed class TellOwnerHandler(AppDb db, People people, PersonMails mails, Texts<ChannelTexts> texts) : IJobHandler<TellOwner>
{
    public async Task RunAsync(TellOwner job, CancellationToken stop)
    {
        var device = await db.Set<Device>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == job.DeviceId && d.GoneAt != null, stop);
        if (device is null || await mails.ToAsync(await people.FindAsync(device.PersonId, stop), stop) is not { } mail) return;
        mail.Send(() => (texts["Mail.Gone.Subject"], texts["Mail.Gone.Body", mail.Name, device.Name, mail.Link("/desk/devices")]), $"desk.mail:device:{device.Id}:{device.GoneAt:O}");
    }
}
