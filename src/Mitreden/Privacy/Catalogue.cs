using Microsoft.EntityFrameworkCore.Metadata;
using Mitreden.Foundation.Data;

namespace Mitreden.Privacy;

/// <summary>One stored column with its declaration.</summary>
/// <param name="Name">Name of the column.</param>
/// <param name="Stored">Purpose, legal basis, retention, visibility.</param>
public sealed record CatalogueColumn(string Name, StoredAttribute Stored);

/// <summary>One table with its columns.</summary>
/// <param name="Entity">Name of the entity in the code; texts are keyed by it.</param>
/// <param name="Table">Name of the table.</param>
/// <param name="Columns">Columns in the order of the model.</param>
public sealed record CatalogueTable(string Entity, string Table, IReadOnlyList<CatalogueColumn> Columns)
{
    /// <summary>The columns with personal data.</summary>
    public IEnumerable<CatalogueColumn> Personal => Columns.Where(c => c.Stored.Basis != Basis.NotPersonal);

    /// <summary>Everybody who may see one of the personal columns.</summary>
    public Seen SeenBy => Personal.Aggregate(Seen.Program, (all, column) => all | column.Stored.Seen);

    /// <summary>How long the personal columns are kept, shortest first.</summary>
    public IEnumerable<Keep> Kept => Personal.Select(c => c.Stored.Keep).Distinct();
}

/// <summary>
/// The description of everything that is stored, read from the declarations that the program itself carries: it cannot
/// disagree with the program. A column without a declaration does not pass the tests.
/// </summary>
public static class Catalogue
{
    /// <summary>All tables of the model by name.</summary>
    public static IReadOnlyList<CatalogueTable> Of(IModel model) =>
    [
        .. model.GetEntityTypes().Where(type => !type.IsOwned()).OrderBy(type => type.ClrType.Name, StringComparer.Ordinal)
            .Select(type => new CatalogueTable(EntityName(type), Microsoft.EntityFrameworkCore.RelationalEntityTypeExtensions.GetTableName(type) ?? "", [.. Columns(type)])),
    ];

    /// <summary>A name without the arity and arguments of generic library types.</summary>
    private static string EntityName(IEntityType type) => type.ClrType.Name.Split('`')[0];

    private static IEnumerable<CatalogueColumn> Columns(IEntityType type) =>
        from property in type.GetProperties()
        let stored = StoredColumns.Of(property)
        where stored is not null
        select new CatalogueColumn(property.Name, stored);
}
