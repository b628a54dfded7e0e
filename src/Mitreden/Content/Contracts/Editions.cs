using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;

namespace Mitreden.Content.Contracts;

/// <summary>A piece of content as it holds now.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Value">The content.</param>
/// <param name="Number">Number of the newest version; 0 while nobody has touched it.</param>
/// <param name="IsOwn">True when the organisation has written it, false while what ships holds.</param>
public sealed record Piece<T>(string Key, T Value, int Number, bool IsOwn);

/// <summary>Finds and publishes versions.</summary>
public sealed class Editions(AppDb db, Shelf shelf)
{
    /// <summary>The piece as it holds now; null when there is none of that name.</summary>
    public async Task<Piece<T>?> FindAsync<T>(Craft<T> craft, string key, CancellationToken stop) where T : class
    {
        var newest = (await shelf.HistoryAsync(craft.Kind, key, stop)).FirstOrDefault();
        if (newest is { Json.Length: > 0 }) return new Piece<T>(key, ContentFile.Read<T>(key, newest.Json), newest.Number, true);
        return craft.Shipped(key) is { } shipped ? new Piece<T>(key, shipped, newest?.Number ?? 0, false) : null;
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
    public async Task<bool> PublishAsync(Craft craft, string key, int basis, string json, CancellationToken stop)
    {
        if (await NewestAsync(craft, key, stop) != basis) return false;
        shelf.Publish(craft.Kind, key, basis, json);
        try
        {
            await db.SaveChangesAsync(stop);
            return true;
        }
        catch (DbUpdateException)
        {
            // The other author was faster between the question and the save; the database keeps one version per number.
            db.ChangeTracker.Clear();
            if (await NewestAsync(craft, key, stop) == basis) throw;
            return false;
        }
    }

    private async Task<int> NewestAsync(Craft craft, string key, CancellationToken stop) => (await shelf.HistoryAsync(craft.Kind, key, stop)).FirstOrDefault()?.Number ?? 0;
}
