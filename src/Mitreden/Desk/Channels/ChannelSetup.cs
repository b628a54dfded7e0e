using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Desk.Channels;

/// <summary>Registers the channels that reach a desk member when no page is open.</summary>
public static class ChannelSetup
{
    /// <summary>Name of the policy for the team's channels: works at the desk, or manages people and settings.</summary>
    public const string Policy = "Channels";

    /// <summary>Adds <see cref="DevicePush"/> and <see cref="TeamChannels"/> with their pages.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<DevicePush>();
        services.AddScoped<OwnDevices>();
        services.AddScoped<TeamChannels>();
        services.AddAuthorizationBuilder().AddPolicy(Policy, p => p.Needs(Role.Desk | Role.Administrator));
        services.AddScoped<IPersonalData, DeviceData>();
        services.AddScoped<IWhen<PersonLeft>, DeviceData>();
        services.AddScoped<IWhen<RolesTaken>, DeviceData>();
        services.AddJob<TellOwner, TellOwnerHandler>();
        services.AddNav(new NavItem(25, "/desk/devices", "phone", Role.Desk, s => s.GetRequiredService<Texts<ChannelTexts>>()["Nav.Devices"], Group: NavGroup.Desk));
        services.AddNav(new NavItem(26, "/desk/channels", "megaphone", Role.Desk | Role.Administrator, s => s.GetRequiredService<Texts<ChannelTexts>>()["Nav.Team"], Group: NavGroup.Desk));
    }

    /// <summary>Maps devices and channels.</summary>
    public static void Map(ModelBuilder model)
    {
        model.Entity<Device>(device =>
        {
            device.ToTable("Devices");
            device.Property(d => d.Name).HasMaxLength(Device.LongestName);
            device.Property(d => d.EndpointHash).HasMaxLength(64);
            device.HasIndex(d => new { d.OrganisationId, d.EndpointHash }).IsUnique();
            device.HasIndex(d => d.PersonId);
            // Two alerts at once find out that it has died; one of them tells its owner.
            device.Property(d => d.GoneAt).IsConcurrencyToken();
        });
        model.Entity<TeamChannel>(channel =>
        {
            channel.ToTable("TeamChannels");
            channel.Property(c => c.Name).HasMaxLength(TeamChannel.LongestName);
        });
    }
}
