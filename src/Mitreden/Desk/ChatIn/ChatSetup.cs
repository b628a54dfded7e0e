using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Jobs;

namespace Mitreden.Desk.ChatIn;

/// <summary>Registers what hands messages of a chat program in.</summary>
public static class ChatSetup
{
    /// <summary>Adds the addresses that chat programs call.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<ChatGate>();
        services.AddJob<AnswerSlack, AnswerSlackHandler>();
    }

    /// <summary>Maps the doors; each organisation has at most one per chat program.</summary>
    public static void Map(ModelBuilder model) => model.Entity<ChatDoor>(door =>
    {
        door.ToTable("ChatDoors");
        door.HasIndex(d => new { d.OrganisationId, d.Kind }).IsUnique();
    });
}
