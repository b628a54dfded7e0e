using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Mitreden.BrowserTests;

/// <summary>
/// Runs a journey on SQLite. What pages store and show is tested through HTTP on both databases; in a browser it is the page that is tested, and
/// every journey twice would take the whole run beyond a quarter of an hour. The main journeys run on both all the same (<c>OnBoth</c>).
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnOneAttribute(params object?[] values) : DataAttribute
{
    /// <inheritdoc />
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>([new TheoryDataRow([Database.Sqlite, .. values])]);

    /// <inheritdoc />
    public override bool SupportsDiscoveryEnumeration() => true;
}
