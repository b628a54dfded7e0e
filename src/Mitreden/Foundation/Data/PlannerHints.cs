using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Mitreden.Foundation.Data;

/// <summary>
/// Tells SQLite which columns find little and which find nearly everything. Left alone it takes them all for equally good, and looks for twenty people's
/// reports by walking through everything the organisation has; with most installations that is the whole table.
/// </summary>
/// <remarks>
/// Fixed figures instead of counted ones, so that a database of two years plans like one of two days (sqlite.org/optoverview.html, "Manual control of
/// query plans using sqlite_stat tables"). PostgreSQL counts by itself.
/// </remarks>
public static class PlannerHints
{
    /// <summary>Rows of a large table, rows of a partial index of it, and rows that a column leaves which finds little.</summary>
    private const int Rows = 100_000, RowsOfPart = 1_000, Found = 10;

    /// <summary>False after a migration that brought or changed an index, also when the program ended before its hints were written.</summary>
    public static async Task<bool> ThereAsync(AppDb db, CancellationToken stop)
    {
        if (await db.Database.SqlQuery<int>($"SELECT count(*) AS \"Value\" FROM sqlite_master WHERE name = 'sqlite_stat1'").SingleAsync(stop) == 0) return false;
        var known = await db.Database.SqlQuery<string>($"SELECT idx || ':' || stat AS \"Value\" FROM sqlite_stat1 WHERE idx IS NOT NULL").ToListAsync(stop);
        return Indexes(db).All(i => known.Contains($"{i.GetDatabaseName()}:{Figures(i)}"));
    }

    /// <summary>Writes them for every index of the model. Connections that are opened from now on plan by them.</summary>
    public static Task<int> WriteAsync(AppDb db, CancellationToken stop) => db.WriteAsync(async () =>
    {
        // The first makes the table of the figures, the last reads them.
        await db.Database.ExecuteSqlAsync($"ANALYZE", stop);
        await db.Database.ExecuteSqlAsync($"DELETE FROM sqlite_stat1", stop);
        foreach (var index in Indexes(db))
            await db.Database.ExecuteSqlAsync($"INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ({index.DeclaringEntityType.GetTableName()}, {index.GetDatabaseName()}, {Figures(index)})", stop);
        return await db.Database.ExecuteSqlAsync($"ANALYZE sqlite_schema", stop);
    });

    private static IEnumerable<IIndex> Indexes(AppDb db) => db.Model.GetEntityTypes().SelectMany(t => t.GetIndexes()).DistinctBy(i => i.GetDatabaseName());

    /// <summary>Rows of the index, and how many of them the first column leaves, the first two, and so on.</summary>
    public static string Figures(IReadOnlyIndex index)
    {
        var left = index.GetFilter() is null ? Rows : RowsOfPart;
        List<int> figures = [left];
        foreach (var column in index.Properties)
            figures.Add(left = index.IsUnique && column == index.Properties[^1] ? 1 : Math.Max(1, FindsLittle(column) ? Math.Min(left / 2, Found) : left / 2));
        return string.Join(' ', figures.Select(f => f.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Most rows belong to the same organisation, and are in the same state: closed or not, done or not.</summary>
    private static bool FindsLittle(IReadOnlyProperty column)
    {
        var type = Nullable.GetUnderlyingType(column.ClrType) ?? column.ClrType;
        return column.Name != nameof(IOrganisationOwned.OrganisationId) && !type.IsEnum && type != typeof(bool) && !(type == typeof(DateTimeOffset) && column.IsNullable);
    }
}
