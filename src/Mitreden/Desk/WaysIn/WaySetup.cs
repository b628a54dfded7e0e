using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Organisations.Contracts;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Desk.WaysIn;

/// <summary>Registers the ways on which reports come in beside the form.</summary>
public static class WaySetup
{
    /// <summary>Adds a person's own ways and what they lead to.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<OwnWays>();
        services.AddScoped<WayOwners>();
        services.AddScoped<KeyDoor>();
        services.AddScoped<IPersonalData, WayData>();
        services.AddScoped<IWhen<PersonLeft>, WayData>();
    }

    /// <summary>Maps the ways.</summary>
    public static void Map(ModelBuilder model) => model.Entity<Way>(way =>
    {
        way.ToTable("WaysIn");
        way.Property(w => w.Name).HasMaxLength(Way.LongestName);
        way.Property(w => w.SecretHash).HasMaxLength(64);
        way.HasIndex(w => w.SecretHash).IsUnique();
        way.HasIndex(w => w.PersonId);
    });
}
