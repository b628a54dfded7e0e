using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;

namespace Mitreden.Tests.Questions;

/// <summary>Everything that lies in a database, as whoever holds it sees it.</summary>
internal static class Dump
{
    /// <summary>Every row of every table as one line of text, whether the program knows the table or not.</summary>
    public static Task<List<string>> OfAsync(TestApp app) => app.WithDbAsync(null, async db =>
    {
        var tables = await ReadAsync(db, db.Database.IsSqlite() ? "SELECT name FROM sqlite_master WHERE type = 'table'"
            : "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'");
        var lines = new List<string>();
        foreach (var table in tables) lines.AddRange((await ReadAsync(db, $"SELECT * FROM \"{table}\"")).Select(row => $"{table}: {row}"));
        return lines;
    });

    /// <summary>The rows that a question to the database gives, each as one line.</summary>
    public static Task<List<string>> OfAsync(TestApp app, string sql) => app.WithDbAsync(null, db => ReadAsync(db, sql));

    private static async Task<List<string>> ReadAsync(AppDb db, string sql)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Text(reader, i))));
        return rows;
    }

    private static string Text(DbDataReader reader, int column) => reader.GetValue(column) switch
    {
        byte[] bytes => Convert.ToHexString(bytes),
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}

/// <summary>Keeps every line that the program logs.</summary>
internal sealed class Logged : Microsoft.Extensions.Logging.ILoggerProvider, Microsoft.Extensions.Logging.ILogger
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    public Microsoft.Extensions.Logging.ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(Microsoft.Extensions.Logging.LogLevel logLevel) => true;

    public void Log<TState>(Microsoft.Extensions.Logging.LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter) => _lines.Enqueue(formatter(state, exception));

    public void Dispose()
    {
    }
}
