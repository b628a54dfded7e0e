using Microsoft.EntityFrameworkCore;

namespace Mitreden.Desk.ChatIn;

/// <summary>Registers what hands messages of a chat program in.</summary>
public static class ChatSetup
{
    /// <summary>Maps the doors; each organisation has at most one per chat program.</summary>
    public static void Map(ModelBuilder model) => model.Entity<ChatDoor>(door =>
    {
        door.ToTable("ChatDoors");
        door.HasIndex(d => new { d.OrganisationId, d.Kind }).IsUnique();
    });
}
