using Microsoft.EntityFrameworkCore;

namespace Mitreden.Tests.Support;

/// <summary>Makes the database fail for a reason that is nobody's fault, as a full disk does.</summary>
internal static class Broken
{
    /// <summary>From now on the table takes no new row and no change.</summary>
    public static Task BreakAsync(this TestApp app, string table) => app.WithDbAsync(null, db => db.WriteAsync(() => db.Database.ExecuteSqlRawAsync(
        db.Database.IsSqlite() ? Sqlite(table) : Postgres(table))));

    private static string Sqlite(string table) => $"""
        CREATE TRIGGER "broken_insert" BEFORE INSERT ON "{table}" BEGIN SELECT RAISE(ABORT, 'broken on purpose'); END;
        CREATE TRIGGER "broken_update" BEFORE UPDATE ON "{table}" BEGIN SELECT RAISE(ABORT, 'broken on purpose'); END;
        """;

    private static string Postgres(string table) => $"""
        CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken on purpose'; END $$;
        CREATE TRIGGER broken BEFORE INSERT OR UPDATE ON "{table}" FOR EACH ROW EXECUTE FUNCTION broken();
        """;
}
