using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Mitreden.Foundation.Data;

/// <summary>
/// The second walls, inside the database itself and derived from the model, so that no table can be forgotten: triggers
/// that keep append-only tables from being changed, and PostgreSQL's row-level security between organisations.
/// </summary>
public static class Walls
{
    /// <summary>
    /// Creates the walls that are missing or have become others; safe to repeat. A wall that stands is not touched: building it anew on PostgreSQL
    /// locks its table against everybody, so that a replica that starts would hold up those that work.
    /// </summary>
    public static async Task BuildAsync(AppDb db, CancellationToken stop)
    {
        var standing = db.Database.IsNpgsql() ? await StandingAsync(db, stop) : [];
        foreach (var wall in Of(db).Where(w => !standing.Contains(w.Standing))) await RunAsync(db, wall.Sql, stop);
    }

    private static IEnumerable<Wall> Of(AppDb db)
    {
        foreach (var type in db.Model.GetEntityTypes().Where(t => t.GetTableName() is not null))
        {
            var table = type.GetTableName()!;
            if (typeof(IAppendOnly).IsAssignableFrom(type.ClrType) && db.Database.IsSqlite()) yield return new Wall(table, "", SqliteAppendOnly(type));
            else if (typeof(IAppendOnly).IsAssignableFrom(type.ClrType)) yield return Wall.Marked(table, $"TRIGGER \"{table}_append_only\"", PostgresAppendOnly(type));
            if (db.Database.IsNpgsql() && typeof(IOrganisationOwned).IsAssignableFrom(type.ClrType)) yield return Wall.Marked(table, "POLICY organisation", RowLevelSecurity(table));
        }
    }

    /// <summary>What stands in the database, and under which mark.</summary>
    private static async Task<HashSet<string>> StandingAsync(AppDb db, CancellationToken stop) => [.. await db.Database.SqlQuery<string>($"""
        SELECT 'POLICY ' || c.relname || ' ' || obj_description(p.oid, 'pg_policy') AS "Value" FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
        WHERE p.polname = 'organisation' AND c.relrowsecurity AND c.relforcerowsecurity AND c.relnamespace = current_schema()::regnamespace
        UNION ALL
        SELECT 'TRIGGER ' || c.relname || ' ' || obj_description(t.oid, 'pg_trigger') FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE t.tgname = c.relname || '_append_only' AND t.tgenabled = 'O' AND c.relnamespace = current_schema()::regnamespace
        """).ToListAsync(stop)];

    /// <summary>One wall.</summary>
    /// <param name="Table">Its table.</param>
    /// <param name="Standing">What <see cref="StandingAsync"/> says when it stands as it is meant now.</param>
    /// <param name="Sql">Builds it.</param>
    private sealed record Wall(string Table, string Standing, string Sql)
    {
        /// <summary>A wall with the hash of its text as the database's comment on it.</summary>
        public static Wall Marked(string table, string part, string sql)
        {
            var mark = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
            return new Wall(table, $"{part.Split(' ')[0]} {table} {mark}", $"{sql}\nCOMMENT ON {part} ON \"{table}\" IS '{mark}';");
        }
    }

    private static async Task RunAsync(AppDb db, string sql, CancellationToken stop)
    {
        // The text is built from the model's own table names only.
#pragma warning disable EF1002, RS0030
        await db.Database.ExecuteSqlRawAsync(sql, stop);
#pragma warning restore EF1002, RS0030
    }

    private static string SqliteAppendOnly(IReadOnlyEntityType type)
    {
        var table = type.GetTableName()!;
        return $"""
            CREATE TRIGGER IF NOT EXISTS "{table}_no_update" BEFORE UPDATE ON "{table}"
            BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
            CREATE TRIGGER IF NOT EXISTS "{table}_no_delete" BEFORE DELETE ON "{table}" WHEN {ParentStands(type)}
            BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
            """;
    }

    private static string PostgresAppendOnly(IReadOnlyEntityType type)
    {
        var table = type.GetTableName()!;
        return $"""
            CREATE OR REPLACE FUNCTION "{table}_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF TG_OP = 'UPDATE' OR {ParentStands(type)} THEN RAISE EXCEPTION '{table} is append-only'; END IF;
              RETURN OLD;
            END $$;
            CREATE OR REPLACE TRIGGER "{table}_append_only" BEFORE UPDATE OR DELETE ON "{table}"
            FOR EACH ROW EXECUTE FUNCTION "{table}_append_only"();
            """;
    }

    /// <summary>Retention deletes a parent with all that hangs on it; a row alone never goes.</summary>
    private static string ParentStands(IReadOnlyEntityType type)
    {
        var key = type.GetForeignKeys().SingleOrDefault(k => k.DeleteBehavior == DeleteBehavior.Cascade);
        if (key is null) return "1=1";
        return $"EXISTS (SELECT 1 FROM \"{key.PrincipalEntityType.GetTableName()}\" p WHERE p.\"Id\" = OLD.\"{key.Properties[0].Name}\")";
    }

    private static string RowLevelSecurity(string table) => $"""
        ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY;
        ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY;
        DROP POLICY IF EXISTS organisation ON "{table}";
        CREATE POLICY organisation ON "{table}" USING (
          current_setting('mitreden.organisation', true) = 'all'
          OR "OrganisationId"::text = current_setting('mitreden.organisation', true));
        """;
}
