using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Live;

namespace Mitreden;

/// <summary>Lets the migration tool build the SQLite model without a database.</summary>
public sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteDb>
{
    /// <inheritdoc />
    public SqliteDb CreateDbContext(string[] args) => new(
        DatabaseSetup.UseSqlite(new DbContextOptionsBuilder<SqliteDb>(), "Data Source=design.db").Options, DesignParts.New(), null!);
}

/// <summary>Lets the migration tool build the PostgreSQL model without a database.</summary>
public sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresDb>
{
    /// <inheritdoc />
    public PostgresDb CreateDbContext(string[] args) => new(
        DatabaseSetup.UsePostgres(new DbContextOptionsBuilder<PostgresDb>(), "Host=design").Options, DesignParts.New());
}

internal static class DesignParts
{
    public static AppDbParts New() =>
        new([.. Modules.All.Select(m => (Action<ModelBuilder>)m.Map)], new CurrentOrganisation(), new Announcer(), TimeProvider.System);
}
