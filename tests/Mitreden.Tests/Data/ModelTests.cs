using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Mitreden.Accounts;
using Mitreden.Desk;
using Mitreden.Desk.Reporting;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Notify;
using Mitreden.Organisations;
using Mitreden.Placement;

namespace Mitreden.Tests.Data;

/// <summary>What the model promises about every table and every column.</summary>
public sealed class ModelTests
{
    /// <summary>Tables that belong to no single organisation, and why.</summary>
    private static readonly Dictionary<Type, string> Shared = new()
    {
        [typeof(Organisation)] = "is the organisation",
        [typeof(Account)] = "one person may work for several organisations",
        [typeof(IdentityUserPasskey<Guid>)] = "belongs to the account",
        [typeof(IdentityUserClaim<Guid>)] = "stays empty",
        [typeof(IdentityUserLogin<Guid>)] = "stays empty",
        [typeof(IdentityUserToken<Guid>)] = "stays empty",
        [typeof(SignInLink)] = "belongs to the account",
        [typeof(EndedSession)] = "names no person, and an account may work for several organisations",
        [typeof(FirstRun)] = "belongs to the installation",
        [typeof(ShareDraft)] = "left by somebody who is not signed in yet",
        [typeof(DraftPicture)] = "left by somebody who is not signed in yet",
        [typeof(Job)] = "work of the program, with the organisation it works for",
        [typeof(ItemTally)] = "counts answers over all organisations, without a person",
        [typeof(CalibratedItem)] = "what those counts have shown about an item",
        [typeof(DataProtectionKey)] = "belongs to the installation",
        [typeof(VapidKey)] = "belongs to the installation",
    };

    [Theory, OnBoth]
    public void Every_column_says_why_it_is_kept_how_long_and_who_sees_it(Database database)
    {
        using var db = Db(database);
        Rule.Holds(Tables(db).SelectMany(t => t.GetProperties().Where(p => !p.IsShadowProperty() || !p.IsPrimaryKey())
            .Where(p => StoredColumns.Of(p) is null).Select(p => $"{t.ClrType.Name}.{p.Name} has no [Stored(...)]")));
    }

    [Theory, OnBoth]
    public void Every_table_belongs_to_an_organisation_or_says_why_not(Database database)
    {
        using var db = Db(database);
        Rule.Holds(Tables(db).Where(t => !typeof(IOrganisationOwned).IsAssignableFrom(t.ClrType) && !Shared.ContainsKey(t.ClrType))
            .Select(t => $"{t.ClrType.FullName} is not IOrganisationOwned"));
        Rule.Holds(Shared.Keys.Except(Tables(db).Select(t => t.ClrType)).Select(t => $"{t.Name} stands on the list and is no table"));
    }

    [Theory, OnBoth]
    public void Every_table_of_an_organisation_has_the_filter_and_an_index_for_it(Database database)
    {
        using var db = Db(database);
        Rule.Holds(Tables(db).Where(t => typeof(IOrganisationOwned).IsAssignableFrom(t.ClrType))
            .Where(t => t.FindDeclaredQueryFilter(AppDb.OrganisationFilter) is null || !t.GetIndexes().Any(i => i.Properties[0].Name == nameof(IOrganisationOwned.OrganisationId)))
            .Select(t => $"{t.ClrType.Name} lacks the filter or the index"));
    }

    [Theory, OnBoth]
    public void The_migrations_say_what_the_model_says(Database database)
    {
        using var db = Db(database);
        Assert.False(db.Database.HasPendingModelChanges(), "The model has changed: ./dev migration NAME");
    }

    [Theory, OnBoth]
    public void Modules_are_tied_by_ids_only(Database database)
    {
        using var db = Db(database);
        Rule.Holds(Tables(db).SelectMany(t => t.GetNavigations().Where(n => !n.TargetEntityType.IsOwned() && Module(n.TargetEntityType) != Module(t))
            .Select(n => $"{t.ClrType.Name}.{n.Name} reaches into {Module(n.TargetEntityType)}")));
    }

    /// <summary>The model as the migration tool sees it; nothing is connected.</summary>
    private static AppDb Db(Database database) => database == Database.Sqlite ? new SqliteDesign().CreateDbContext([]) : new PostgresDesign().CreateDbContext([]);

    private static IEnumerable<IEntityType> Tables(AppDb db) => db.Model.GetEntityTypes().Where(t => !t.IsOwned());

    private static string Module(IEntityType type) => type.ClrType.Namespace!.Split('.').ElementAtOrDefault(1) ?? "";
}
