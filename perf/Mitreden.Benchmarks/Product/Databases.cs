namespace Mitreden.Benchmarks.Product;

/// <summary>Runs a measurement on each of the databases asked for.</summary>
internal static class Databases
{
    /// <summary>Gives the measurement an empty store per database, and clears it away afterwards.</summary>
    /// <returns>True when every measurement held.</returns>
    public static async Task<bool> EachAsync(Published app, IReadOnlyList<string> names, Func<Store, Task<bool>> measure)
    {
        var held = true;
        foreach (var name in names)
        {
            await using var server = name == "postgres" ? await PostgresServer.StartAsync(app) : null;
            using var store = server is null ? Store.Sqlite() : await Store.PostgresAsync(server);
            held &= await measure(store);
        }
        return held;
    }
}
