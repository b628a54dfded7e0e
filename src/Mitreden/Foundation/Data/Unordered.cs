using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Mitreden.Foundation.Data;

/// <summary>
/// A row that must not tell when it came. Its key is random, and on SQLite its table has no number of the row beside it that counts upwards.
/// PostgreSQL has no such table: there, whoever writes the rows has to write them anew in another order.
/// </summary>
public interface IUnordered;

/// <summary>Makes tables of <see cref="IUnordered"/> rows on SQLite: they stand in the order of their key, and in no other.</summary>
public sealed class UnorderedTables(MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations)
    : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    /// <summary>Marks the entity in the migrations, which do not know its type.</summary>
    public const string Mark = "Mitreden:Unordered";

    /// <summary>Before a table is changed, EF builds it anew under this name.</summary>
    private const string Rebuilt = "ef_temp_";

    /// <inheritdoc />
    protected override void Generate(CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        base.Generate(operation, model, builder, terminate: false);
        if (IsUnordered(operation, model)) builder.Append(" WITHOUT ROWID");
        if (!terminate) return;
        builder.AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
        EndStatement(builder);
    }

    private static bool IsUnordered(CreateTableOperation operation, IModel? model)
    {
        var name = operation.Name.StartsWith(Rebuilt, StringComparison.Ordinal) ? operation.Name[Rebuilt.Length..] : operation.Name;
        return model?.GetEntityTypes().Any(t => t.GetTableName() == name && t.FindAnnotation(Mark) is not null) == true;
    }
}
