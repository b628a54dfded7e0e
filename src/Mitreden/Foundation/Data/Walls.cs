using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Mitreden.Foundation.Data;

/// <summary>
/// The second walls, inside the database itself and derived from the model, so that no table can be forgotten: triggers
/// that keep append-only tables from being changed, and PostgreSQL's row-level security between organisations.
/// </summary>
public static class Walls
{
    /// <summary>Creates the walls that are missing; safe to repeat.</summary>
    public static async Task BuildAsync(AppDb db, CancellationToken stop)
    {
        foreach (var type in db.Model.GetEntityTypes().Where(t => t.GetTableName() is not null))
        {
            if (typeof(IAppendOnly).IsAssignableFrom(type.ClrType))
                await RunAsync(db, db.Database.IsSqlite() ? SqliteAppendOnly(type) : PostgresAppendOnly(type), stop);
            if (db.Database.IsNpgsql() && typeof(IOrganisationOwned).IsAssignableFrom(type.ClrType))
                await RunAsync(db, RowLevelSecurity(type.GetTableName()!), stop);
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
