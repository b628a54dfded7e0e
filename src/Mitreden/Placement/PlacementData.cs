using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;

namespace Mitreden.Placement;

internal static class PlacementData
{
    public static void Map(ModelBuilder model)
    {
        model.MapSealed<Sheet>("PlacementSheets");
        model.Entity<ItemTally>(tally =>
        {
            tally.ToTable("ItemTallies");
            tally.Property(t => t.ItemKey).HasMaxLength(40);
            tally.HasKey(t => new { t.ItemKey, t.Mean, t.Variance, t.Points });
        });
        model.Entity<CalibratedItem>(item =>
        {
            item.ToTable("CalibratedItems");
            item.HasKey(c => c.ItemKey);
            item.Property(c => c.ItemKey).HasMaxLength(40);
        });
    }
}
