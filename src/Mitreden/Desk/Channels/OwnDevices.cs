using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.Channels;

/// <summary>Why a device was not added.</summary>
public enum DeviceFault
{
    /// <summary>Nothing is wrong.</summary>
    None,
    /// <summary>What the browser sent is no subscription.</summary>
    Unreadable,
    /// <summary>There are <see cref="Device.Most"/> already.</summary>
    TooMany,
}

/// <summary>The signed-in desk member's devices.</summary>
public sealed class OwnDevices(AppDb db, CurrentPerson me, Seal seal, Outgoing outgoing)
{
    private const int Tries = 3;

    /// <summary>All of them, oldest first.</summary>
    public Task<List<Device>> ReadAsync(CancellationToken stop) => Mine.AsNoTracking().OrderBy(d => d.CreatedAt).ThenBy(d => d.Id).ToListAsync(stop);

    /// <summary>One of them, or null.</summary>
    public Task<Device?> FindAsync(Guid id, CancellationToken stop) => Mine.SingleOrDefaultAsync(d => d.Id == id, stop);

    /// <summary>Adds a browser, or renews it when it is there. It alerts one person only: whoever had it before loses it.</summary>
    public async Task<DeviceFault> AddAsync(PushTarget target, string name, CancellationToken stop)
    {
        if (outgoing.Fault(target.Endpoint) != OutgoingFault.None || !WebPushBox.AreKeys(target.P256dh, target.Auth)) return DeviceFault.Unreadable;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(target, name, stop);
            }
            catch (DbUpdateException late) when (late.IsLostRace && attempt < Tries)
            {
                // The other half of a double tap was faster, or an alert has just found the browser gone: look again, for the keys of this one are to stay.
                db.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>Removes it; nothing is sent to it any more.</summary>
    public async Task RemoveAsync(Device device, CancellationToken stop)
    {
        db.Remove(device);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            // The other half of a double tap: it is gone.
            db.ChangeTracker.Clear();
        }
    }

    private async Task<DeviceFault> TryAsync(PushTarget target, string name, CancellationToken stop)
    {
        var hash = Device.Hash(target.Endpoint);
        var known = await db.Set<Device>().SingleOrDefaultAsync(d => d.EndpointHash == hash, stop);
        if (known?.PersonId == me.Id) known.Renew(seal, target);
        else
        {
            if (await Mine.CountAsync(stop) >= Device.Most) return DeviceFault.TooMany;
            if (known is not null) await RemoveAsync(known, stop);
            db.Add(Device.Add(seal, me.OrganisationId, me.Id, target, name, db.Time.GetUtcNow()));
        }
        await db.SaveChangesAsync(stop);
        return DeviceFault.None;
    }

    private IQueryable<Device> Mine => db.Set<Device>().Where(d => d.PersonId == me.Id);
}
