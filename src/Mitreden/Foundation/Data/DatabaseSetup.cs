using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Mitreden.Foundation.Live;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Web;
using Npgsql;

namespace Mitreden.Foundation.Data;

/// <summary>Registers the database that the settings ask for.</summary>
public static class DatabaseSetup
{
    /// <summary>Adds <see cref="AppDb"/> on SQLite or PostgreSQL.</summary>
    public static void AddDatabase(this IServiceCollection services, MitredenSettings settings, IReadOnlyList<Module> modules)
    {
        IReadOnlyList<Action<ModelBuilder>> maps = [.. modules.Select(m => (Action<ModelBuilder>)m.Map)];
        services.AddScoped<CurrentOrganisation>();
        services.AddScoped<Happenings>();
        services.AddSingleton<Seal>();
        services.AddScoped<Nameless.Shaker>();
        services.AddScoped(typeof(OwnRow<,>));
        services.AddSingleton<Announcer>();
        services.AddScoped(sp => new AppDbParts(maps, sp.GetRequiredService<CurrentOrganisation>(),
            sp.GetRequiredService<Announcer>(), sp.GetRequiredService<TimeProvider>()));
        services.AddHostedService<DatabaseStart>();
        if (settings.IsPostgres) AddPostgres(services, settings.Database!);
        else AddSqlite(services, settings.Data);
    }

    private static void AddSqlite(IServiceCollection services, string folder)
    {
        var address = SqliteAddress(folder);
        services.AddSingleton(_ => new CommitQueue(address));
        services.AddDbContext<AppDb, SqliteDb>(options => UseSqlite(options, address), optionsLifetime: ServiceLifetime.Singleton);
    }

    private static void AddPostgres(IServiceCollection services, string address)
    {
        services.AddDbContext<AppDb, PostgresDb>(options => UsePostgres(options, PostgresAddress(address)), optionsLifetime: ServiceLifetime.Singleton);
        services.AddHostedService<ReplicaListener>();
    }

    private static string PostgresAddress(string address)
    {
        try
        {
            var full = new NpgsqlConnectionStringBuilder(address);
            if (full.MaxAutoPrepare == 0) (full.MaxAutoPrepare, full.AutoPrepareMinUsages) = (200, 2);
            full.NoResetOnClose = true;
            if (string.IsNullOrEmpty(full.ApplicationName)) full.ApplicationName = "mitreden";
            return full.ConnectionString;
        }
        catch (ArgumentException failure)
        {
            throw new StartException($"The database's address is not readable: {failure.Message} Write it like \"Host=localhost;Database=mitreden;Username=mitreden\".");
        }
    }

    /// <summary>Name of the SQLite database inside the data folder.</summary>
    public const string FileName = "mitreden.db";

    /// <summary>Connection string of the database file in a folder; what a connection keeps is set by <see cref="SqlitePragmas"/>.</summary>
    public static string SqliteAddress(string folder) =>
        new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, FileName), DefaultTimeout = 30 }.ConnectionString;

    /// <summary>SQLite with the program's pragmas.</summary>
    public static T UseSqlite<T>(T options, string address) where T : DbContextOptionsBuilder
    {
        options.UseSqlite(address, sqlite => sqlite.UseParameterizedCollectionMode(Lists)).AddInterceptors(new SqlitePragmas()).ReplaceService<IMigrationsSqlGenerator, UnorderedTables>();
        Common(options);
        return options;
    }

    /// <summary>PostgreSQL.</summary>
    public static T UsePostgres<T>(T options, string address) where T : DbContextOptionsBuilder
    {
        options.UseNpgsql(address, npgsql => npgsql.UseParameterizedCollectionMode(Lists).ConfigureDataSource(Forgetting)).AddInterceptors(OrganisationWall.Instance);
        Common(options);
        return options;
    }

    /// <summary>A list is one parameter, however long: otherwise every question with a list is put into words anew each time it is asked.</summary>
    private const ParameterTranslationMode Lists = ParameterTranslationMode.Parameter;

    private static readonly Action<NpgsqlDataSourceBuilder> Forgetting = source => source.UsePhysicalConnectionInitializer(
        OrganisationWall.Instance.Forget,
        fresh =>
        {
            OrganisationWall.Instance.Forget(fresh);
            return Task.CompletedTask;
        });

    private static void Common(DbContextOptionsBuilder options) => options.ConfigureWarnings(w => w
        .Ignore(CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning)
        // A test compares model and migrations; here it would cost every start a fifth of its time.
        .Ignore(RelationalEventId.PendingModelChangesWarning));
}
