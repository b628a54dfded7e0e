using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;

namespace Mitreden.Desk.Blocks;

/// <summary>The team's text blocks.</summary>
public sealed class TextBlocks(AppDb db)
{
    /// <summary>All of them, by title.</summary>
    public Task<List<TextBlock>> AllAsync(CancellationToken stop = default) => db.Set<TextBlock>().AsNoTracking().OrderBy(b => b.Title).ThenBy(b => b.Id).ToListAsync(stop);

    /// <summary>One, or null.</summary>
    public Task<TextBlock?> FindAsync(Guid id, CancellationToken stop = default) => db.Set<TextBlock>().SingleOrDefaultAsync(b => b.Id == id, stop);

    /// <summary>True while there is room for one more.</summary>
    public async Task<bool> HasRoomAsync(CancellationToken stop = default) => await db.Set<TextBlock>().CountAsync(stop) < TextBlock.Most;

    /// <summary>Maps the table.</summary>
    internal static void Map(ModelBuilder model) => model.Entity<TextBlock>(block =>
    {
        block.ToTable("TextBlocks");
        block.Property(b => b.Title).HasMaxLength(TextBlock.LongestTitle);
        block.Property(b => b.Text).HasMaxLength(TextBlock.LongestText);
        block.Property(b => b.Version).IsConcurrencyToken();
    });
}
