using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Mitreden.Content.Contracts;

/// <summary>The head of the pages about a piece.</summary>
/// <param name="Craft">How it is written.</param>
/// <param name="Key">Its name.</param>
/// <param name="Number">Number of the version that holds; 0 for the one that ships.</param>
/// <param name="Title">What people call it.</param>
/// <param name="IsHistory">True on the page of its versions.</param>
/// <param name="IsNew">True when nothing has been published under its name.</param>
public sealed record PieceHead(Craft Craft, string Key, int Number, string Title, bool IsHistory, bool IsNew = false);

/// <summary>The versions of a piece, as a list.</summary>
/// <param name="Address">Where the list is.</param>
/// <param name="Newest">Number of the newest version.</param>
/// <param name="Shown">Number of the version that is shown.</param>
/// <param name="All">All versions, newest first.</param>
/// <param name="Ships">True when there is one that ships.</param>
/// <param name="Problem">Why nothing was published, or why a version cannot be shown.</param>
public sealed record History(string Address, int Newest, int Shown, IReadOnlyList<Edition> All, bool Ships, string? Problem)
{
    /// <summary>What was published a moment ago; null on every other visit.</summary>
    public JustDone? Done { get; init; }

    /// <summary>True when what ships holds.</summary>
    public bool ShippedHolds => Newest == 0 || All.Count > 0 && All[0].Json.Length == 0;

    /// <summary>True when a version holds now; number 0 is the one that ships.</summary>
    public bool Holds(int number) => number == 0 ? ShippedHolds : number == Newest && !ShippedHolds;

    /// <summary>True when the piece is the organisation's own and can be taken out.</summary>
    public bool CanBeTakenOut => !Ships && !ShippedHolds;
}

/// <summary>What an author has just published, for the page that says so and offers to undo it.</summary>
/// <param name="Text">What holds now.</param>
/// <param name="Number">Number of the version.</param>
public sealed record JustDone(string Text, int Number)
{
    /// <summary>Tells the next page about the versions of this piece. A page about another piece, open beside it, hears nothing.</summary>
    /// <param name="next">What the next page is told.</param>
    /// <param name="piece">Address of the piece.</param>
    internal void Tell(ITempDataDictionary next, string piece)
    {
        next[piece] = Text;
        next[NumberOf(piece)] = Number;
    }

    /// <summary>What the page before has told; null when that was nothing about this piece.</summary>
    internal static JustDone? Heard(ITempDataDictionary told, string piece) =>
        told[piece] is string text && told[NumberOf(piece)] is int number ? new JustDone(text, number) : null;

    private static string NumberOf(string piece) => $"{piece}#";
}

/// <summary>The versions of a piece: look at one, publish it again, go back to what ships, undo what was published last.</summary>
public abstract class VersionsModel<T>(Editions editions, Craft<T> craft, Proof proof) : PageModel where T : class
{
    /// <summary>The head.</summary>
    public PieceHead Head { get; private set; } = null!;

    /// <summary>The versions.</summary>
    public History History { get; private set; } = null!;

    /// <summary>The version that is shown; null when it can no longer be read.</summary>
    public T? Shown { get; private set; }

    /// <summary>Shows the version that holds, or an older one.</summary>
    public Task<IActionResult> OnGetAsync(string key, int? version, CancellationToken stop) => ShowAsync(key, version, null, StatusCodes.Status200OK, stop);

    /// <summary>Publishes a version again; 0 goes back to what ships, or takes out what does not ship.</summary>
    public async Task<IActionResult> OnPostAsync(string key, int number, int basis, CancellationToken stop)
    {
        var all = await editions.HistoryAsync(craft, key, stop);
        var json = number == 0 && (craft.Shipped(key) is not null || all.Count > 0) ? "" : all.FirstOrDefault(e => e.Number == number && e.Json.Length > 0)?.Json;
        if (json is null) return NotFound();
        var said = number == 0 ? craft.Shipped(key) is null ? proof.TakenOut : proof.Shipped : proof.Published(basis + 1);
        return await PublishAsync(key, number, json, new JustDone(said, basis + 1), proof.Meanwhile, stop);
    }

    /// <summary>Puts back, as the next version, what held before a version. Where something newer was published since, nothing changes.</summary>
    /// <param name="key">Name of the piece.</param>
    /// <param name="basis">Number of the version that is undone.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<IActionResult> OnPostUndoAsync(string key, int basis, CancellationToken stop)
    {
        var all = await editions.HistoryAsync(craft, key, stop);
        var before = all.FirstOrDefault(e => e.Number == basis - 1 && e.Json.Length > 0);
        var (number, json) = (before?.Number ?? 0, before?.Json ?? "");
        var said = number > 0 ? proof.Undone(basis + 1, number) : craft.Shipped(key) is null ? proof.UndoneOut : proof.UndoneShipped;
        var done = new JustDone(said, basis + 1);
        var newest = all.FirstOrDefault();
        // The other half of a double tap: what held before holds already.
        if (basis > 0 && newest is not null && newest.Number == basis + 1 && newest.Json == json) return Say(key, done);
        if (newest is null || newest.Number != basis) return await ShowAsync(key, null, proof.NotUndone, StatusCodes.Status409Conflict, stop);
        return await PublishAsync(key, number, json, done, proof.NotUndone, stop);
    }

    private async Task<IActionResult> PublishAsync(string key, int number, string json, JustDone done, string meanwhile, CancellationToken stop)
    {
        if (json.Length > 0 && Read(key, json).Problem is { } problem) return await ShowAsync(key, number, problem, StatusCodes.Status422UnprocessableEntity, stop);
        if (!await editions.PublishAsync(craft, key, done.Number - 1, json, stop)) return await ShowAsync(key, number, meanwhile, StatusCodes.Status409Conflict, stop);
        return Say(key, done);
    }

    private RedirectResult Say(string key, JustDone done)
    {
        done.Tell(TempData, $"{craft.Address}/{key}");
        return Redirect($"{craft.Address}/{key}/versions");
    }

    private async Task<IActionResult> ShowAsync(string key, int? version, string? problem, int status, CancellationToken stop)
    {
        var (piece, all) = (await editions.FindAsync(craft, key, stop), await editions.HistoryAsync(craft, key, stop));
        if (piece is null && all.Count == 0) return NotFound();
        await craft.PrepareAsync(stop);
        // The newest version, although it may not read any more: that is what its author comes to learn here.
        var newest = all.FirstOrDefault();
        var number = version ?? (newest is { Json.Length: > 0 } ? newest.Number : 0);
        var json = all.FirstOrDefault(e => e.Number == number)?.Json;
        if (json is null && number != 0) return NotFound();
        var (shown, unreadable) = string.IsNullOrEmpty(json) ? (craft.Shipped(key), null) : Read(key, json);
        Shown = shown;
        Head = new PieceHead(craft, key, newest?.Number ?? 0, piece is null ? key : craft.Title(piece.Value), true);
        History = new History($"{craft.Address}/{key}/versions", newest?.Number ?? 0, number, all, craft.Shipped(key) is not null, problem ?? unreadable)
        {
            Done = problem is null ? JustDone.Heard(TempData, $"{craft.Address}/{key}") : null,
        };
        Response.StatusCode = status;
        return Page();
    }

    /// <summary>What an older version says; the content may have learnt new fields since.</summary>
    private (T? Value, string? Problem) Read(string key, string json)
    {
        try
        {
            return (ContentFile.Read<T>(key, json), null);
        }
        catch (ContentException failure)
        {
            return (null, proof.Unreadable(failure));
        }
    }
}
