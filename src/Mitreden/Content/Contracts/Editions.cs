using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;

namespace Mitreden.Content.Contracts;

/// <summary>A piece of content as it holds now.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Value">The content.</param>
/// <param name="Number">Number of the newest version; 0 while nobody has touched it.</param>
/// <param name="IsOwn">True when the organisation has written it, false while what ships holds.</param>
public sealed record Piece<T>(string Key, T Value, int Number, bool IsOwn)
{
    /// <summary>True when nothing has been written under its name, or it has been taken out.</summary>
    public bool IsNew { get; init; }
}

/// <summary>Finds and publishes versions.</summary>
public sealed class Editions(AppDb db, Shelf shelf)
{
    /// <summary>The piece as it holds now; null when there is none of that name. Where the newest version no longer reads, what ships is in its place.</summary>
    public async Task<Piece<T>?> FindAsync<T>(Craft<T> craft, string key, CancellationToken stop) where T : class
    {
        var newest = (await shelf.HistoryAsync(craft.Kind, key, stop)).FirstOrDefault();
        if (newest is { Json.Length: > 0 } && ContentFile.TryRead<T>(key, newest.Json, out var own)) return new Piece<T>(key, own, newest.Number, true);
        return craft.Shipped(key) is { } shipped ? new Piece<T>(key, shipped, newest?.Number ?? 0, false) : null;
    }

    /// <summary>The same; under a free name of the organisation's own (<see cref="OwnKeys"/>) an empty piece to fill in.</summary>
    public async Task<Piece<T>?> FindOrBeginAsync<T>(Craft<T> craft, string key, CancellationToken stop) where T : class
    {
        if (await FindAsync(craft, key, stop) is { } found) return found;
        var used = (await shelf.StampAsync(craft.Kind, stop)).Select(s => s.Key).ToList();
        if (!OwnKeys.IsOwn(key) || (key != OwnKeys.Next(used) && !used.Contains(key))) return null;
        var newest = (await shelf.HistoryAsync(craft.Kind, key, stop)).FirstOrDefault();
        return new Piece<T>(key, Draft.Blank<T>(key).Make<T>(), newest?.Number ?? 0, true) { IsNew = true };
    }

    /// <summary>All versions of a piece, newest first, without the one that ships.</summary>
    public Task<List<Edition>> HistoryAsync(Craft craft, string key, CancellationToken stop) => shelf.HistoryAsync(craft.Kind, key, stop);

    /// <summary>Publishes the next version.</summary>
    /// <param name="craft">The craft.</param>
    /// <param name="key">Name of the piece.</param>
    /// <param name="basis">Number of the version that the author started from.</param>
    /// <param name="json">The content, or empty to go back to what ships.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>False when somebody else has published meanwhile; then nothing has changed.</returns>
    public Task<bool> PublishAsync(Craft craft, string key, int basis, string json, CancellationToken stop) => PublishAsync(craft, [(key, basis, json)], stop);

    /// <summary>Publishes the next versions of several pieces in one save, or none.</summary>
    /// <param name="craft">The craft.</param>
    /// <param name="pieces">Names, numbers of the versions that the author started from, and contents.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>False when somebody else has published one of them meanwhile; then nothing has changed.</returns>
    public async Task<bool> PublishAsync(Craft craft, IReadOnlyList<(string Key, int Basis, string Json)> pieces, CancellationToken stop)
    {
        if (!await AreNewestAsync(craft, pieces, stop)) return false;
        foreach (var (key, basis, json) in pieces) shelf.Publish(craft.Kind, key, basis, json);
        try
        {
            await db.SaveChangesAsync(stop);
            return true;
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            // The other author was faster between the question and the save; the database keeps one version per number.
            db.ChangeTracker.Clear();
            if (await AreNewestAsync(craft, pieces, stop)) throw;
            return false;
        }
    }

    private async Task<bool> AreNewestAsync(Craft craft, IReadOnlyList<(string Key, int Basis, string Json)> pieces, CancellationToken stop)
    {
        var numbers = (await shelf.StampAsync(craft.Kind, stop)).ToDictionary(s => s.Key, s => s.Number);
        return pieces.All(p => numbers.GetValueOrDefault(p.Key) == p.Basis);
    }
}

/// <summary>Names of pieces that an organisation writes from scratch: E1, E2 and so on ("eigene").</summary>
public static partial class OwnKeys
{
    /// <summary>True when a piece of that name may be begun from an empty form.</summary>
    public static bool IsOwn(string key) => Own().IsMatch(key);

    /// <summary>The first name that nobody has used, deleted pieces included: under an old name readers would find a new piece done already.</summary>
    /// <param name="used">Names that have been used.</param>
    public static string Next(IEnumerable<string> used) =>
        string.Create(CultureInfo.InvariantCulture, $"E{used.Where(IsOwn).Select(k => int.Parse(k[1..], CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max() + 1}");

    [GeneratedRegex("^E[1-9][0-9]{0,4}$", RegexOptions.CultureInvariant)]
    private static partial Regex Own();
}
