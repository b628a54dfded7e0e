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
    /// <summary>What is wrong when they do not hold, and the way out.</summary>
    public const string Ignored = "PostgreSQL ignores the walls between organisations: the role of MITREDEN__DATABASE is a superuser or has BYPASSRLS. "
        + "Only the program keeps them apart. Use a role without special rights.";

    /// <summary>What the database itself makes of a policy; people who change one by hand leave the comment on it as it was.</summary>
    private const string PolicyFacts =
        "md5(concat_ws('|', coalesce(pg_get_expr(p.polqual, p.polrelid), ''), coalesce(pg_get_expr(p.polwithcheck, p.polrelid), ''), p.polcmd::text, p.polpermissive::text, p.polroles::text))";

    /// <summary>The same for a trigger: its kind, whether it has a condition, and the text of its function.</summary>
    private const string TriggerFacts = "md5(concat_ws('|', f.prosrc, t.tgtype::text, (t.tgqual IS NULL)::text))";

    /// <summary>The marks of those that stand as they were built. A second policy on a table would let in whom the first keeps out.</summary>
    private const string PostgresStanding = $"""
        SELECT 'POLICY ' || c.relname || ' ' || split_part(obj_description(p.oid, 'pg_policy'), ' ', 1) AS "Value" FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
        WHERE p.polname = 'organisation' AND c.relrowsecurity AND c.relforcerowsecurity AND c.relnamespace = current_schema()::regnamespace
          AND split_part(obj_description(p.oid, 'pg_policy'), ' ', 2) = {PolicyFacts}
          AND (SELECT count(*) FROM pg_policy o WHERE o.polrelid = p.polrelid) = 1
        UNION ALL
        SELECT 'TRIGGER ' || c.relname || ' ' || split_part(obj_description(t.oid, 'pg_trigger'), ' ', 1) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc f ON f.oid = t.tgfoid
        WHERE t.tgname = c.relname || '_append_only' AND t.tgenabled = 'O' AND c.relnamespace = current_schema()::regnamespace
          AND split_part(obj_description(t.oid, 'pg_trigger'), ' ', 2) = {TriggerFacts}
        """;

    /// <summary>On SQLite the text itself is the mark.</summary>
    private const string SqliteStanding = """SELECT sql AS "Value" FROM sqlite_master WHERE type = 'trigger'""";

    /// <summary>
    /// Creates the walls that are missing or have become others, also by hand; safe to repeat. A wall that stands is not touched: building it anew on
    /// PostgreSQL locks its table against everybody, so that a replica that starts would hold up those that work.
    /// </summary>
    public static async Task BuildAsync(AppDb db, CancellationToken stop)
    {
        var standing = (await db.Database.SqlQueryRaw<string>(db.Database.IsNpgsql() ? PostgresStanding : SqliteStanding).ToListAsync(stop)).ToHashSet();
        foreach (var wall in Of(db).Where(w => !standing.Contains(w.Standing))) await RunAsync(db, wall.Sql, stop);
    }

    /// <summary>False when PostgreSQL lets the program's role walk through the walls between organisations: a superuser, or one with BYPASSRLS.</summary>
    public static async Task<bool> HoldAsync(AppDb db, CancellationToken stop) => !db.Database.IsNpgsql() || await db.Database.SqlQuery<bool>(
        $"""SELECT NOT (rolsuper OR rolbypassrls) AS "Value" FROM pg_roles WHERE rolname = current_user""").SingleAsync(stop);

    private static IEnumerable<Wall> Of(AppDb db)
    {
        foreach (var type in db.Model.GetEntityTypes().Where(t => t.GetTableName() is not null))
        {
            var table = type.GetTableName()!;
            if (typeof(IAppendOnly).IsAssignableFrom(type.ClrType))
                foreach (var wall in db.Database.IsSqlite() ? SqliteAppendOnly(type) : [Wall.OfTrigger(table, PostgresAppendOnly(type))]) yield return wall;
            if (db.Database.IsNpgsql() && typeof(IOrganisationOwned).IsAssignableFrom(type.ClrType)) yield return Wall.OfPolicy(table, RowLevelSecurity(table));
        }
    }

    /// <summary>One wall.</summary>
    /// <param name="Standing">What the database says when it stands as it is meant now.</param>
    /// <param name="Sql">Builds it.</param>
    private sealed record Wall(string Standing, string Sql)
    {
        public static Wall OfPolicy(string table, string sql) => Marked("POLICY", $"POLICY organisation ON \"{table}\"", table, sql,
            $"SELECT {PolicyFacts} INTO facts FROM pg_policy p WHERE p.polrelid = '\"{table}\"'::regclass AND p.polname = 'organisation'");

        public static Wall OfTrigger(string table, string sql) => Marked("TRIGGER", $"TRIGGER \"{table}_append_only\" ON \"{table}\"", table, sql,
            $"SELECT {TriggerFacts} INTO facts FROM pg_trigger t JOIN pg_proc f ON f.oid = t.tgfoid WHERE t.tgrelid = '\"{table}\"'::regclass AND t.tgname = '{table}_append_only'");

        /// <summary>A wall with two hashes as the database's comment on it: of the text that built it, and of what the database made of that.</summary>
        private static Wall Marked(string kind, string part, string table, string sql, string facts)
        {
            var mark = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
            return new Wall($"{kind} {table} {mark}", $"""
                {sql}
                DO $$ DECLARE facts text; BEGIN
                  {facts};
                  EXECUTE format('COMMENT ON {part} IS %L', '{mark} ' || facts);
                END $$;
                """);
        }
    }

    private static async Task RunAsync(AppDb db, string sql, CancellationToken stop)
    {
        // The text is built from the model's own table names only.
#pragma warning disable EF1002, RS0030
        await db.Database.ExecuteSqlRawAsync(sql, stop);
#pragma warning restore EF1002, RS0030
    }

    private static IEnumerable<Wall> SqliteAppendOnly(IReadOnlyEntityType type)
    {
        var table = type.GetTableName()!;
        yield return Trigger("no_update", "UPDATE", "");
        yield return Trigger("no_delete", "DELETE", $" WHEN {ParentStands(type)}");

        Wall Trigger(string name, string verb, string when)
        {
            var text = $"CREATE TRIGGER \"{table}_{name}\" BEFORE {verb} ON \"{table}\"{when}\nBEGIN SELECT RAISE(ABORT, '{table} is append-only'); END";
            return new Wall(text, $"DROP TRIGGER IF EXISTS \"{table}_{name}\";\n{text};");
        }
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
        DO $$ DECLARE other name; BEGIN
          FOR other IN SELECT polname FROM pg_policy WHERE polrelid = '"{table}"'::regclass LOOP EXECUTE format('DROP POLICY %I ON "{table}"', other); END LOOP;
        END $$;
        CREATE POLICY organisation ON "{table}" USING (
          current_setting('mitreden.organisation', true) = 'all'
          OR "OrganisationId"::text = current_setting('mitreden.organisation', true));
        """;
}
