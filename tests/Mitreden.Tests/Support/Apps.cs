namespace Mitreden.Tests.Support;

/// <summary>The programs of one test class, one per database, started when first asked for.</summary>
public sealed class Apps : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<Database, TestApp> _apps = [];

    /// <summary>The class's program on this database, with the demo company and a clock that stands still.</summary>
    public async Task<TestApp> OnAsync(Database database)
    {
        await _gate.WaitAsync();
        try
        {
            return _apps.TryGetValue(database, out var known) ? known : _apps[database] = await TestApp.StartAsync(new TestAppOptions { Database = database });
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var app in _apps.Values) await app.DisposeAsync();
        _gate.Dispose();
    }
}
