using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Mitreden.Tests.Support;

/// <summary>The databases that the product runs on.</summary>
public enum Database
{
    /// <summary>One file.</summary>
    Sqlite,
    /// <summary>The server named by <c>MITREDEN_TEST_POSTGRES</c>.</summary>
    Postgres,
}

/// <summary>
/// Runs a theory on SQLite and on PostgreSQL: <c>[Theory, OnBoth]</c> gives the test a <see cref="Database"/>,
/// <c>[Theory, OnBoth("a"), OnBoth("b")]</c> a database and a value.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnBothAttribute(params object?[] values) : DataAttribute
{
    /// <inheritdoc />
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        IReadOnlyCollection<ITheoryDataRow> rows = [.. Enum.GetValues<Database>().Select(d => new TheoryDataRow([d, .. values]))];
        return ValueTask.FromResult(rows);
    }

    /// <inheritdoc />
    public override bool SupportsDiscoveryEnumeration() => true;
}
