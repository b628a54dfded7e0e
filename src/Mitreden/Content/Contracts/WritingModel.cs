using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Mitreden.Content.Contracts;

/// <summary>An author writes a piece of content: everything goes back and forth with the form until it is published.</summary>
public abstract class WritingModel<T>(Editions editions, Craft<T> craft, Proof proof) : PageModel where T : class
{
    private const string LooksAt = "look";

    /// <summary>The form.</summary>
    public Form Form { get; private set; } = null!;

    /// <summary>The piece as it is written now.</summary>
    public T Written { get; private set; } = null!;

    /// <summary>How the author wants to look at the draft; null while nobody has asked.</summary>
    public string? Looking { get; private set; }

    /// <summary>The head of the page.</summary>
    public PieceHead Head => new(craft, Form.Key, Form.Basis, Title, false, Form.Basis == 0 && craft.Shipped(Form.Key) is null);

    /// <summary>What people call the piece.</summary>
    public string Title => craft.Title(Written) is { Length: > 0 } title ? title : proof.Untitled;

    /// <summary>Starts with what holds now.</summary>
    public async Task<IActionResult> OnGetAsync(string key, CancellationToken stop)
    {
        if (await editions.FindOrBeginAsync(craft, key, stop) is not { } piece) return NotFound();
        await craft.PrepareAsync(stop);
        Show(piece.IsNew ? Draft.Blank<T>(key) : Draft.Of(piece.Value), key, piece.Number);
        if (!piece.IsNew) Form = Form with { Advice = proof.Advice(craft, Written) };
        return Page();
    }

    /// <summary>Adds, removes or moves an entry, or shows the draft; nothing is stored.</summary>
    public async Task<IActionResult> OnPostAsync(string key, CancellationToken stop)
    {
        if (await editions.FindOrBeginAsync(craft, key, stop) is null) return NotFound();
        await craft.PrepareAsync(stop);
        var draft = Draft.Of<T>(Request.Form, key);
        var action = Request.Form["do"].ToString();
        var touched = draft.Do(action);
        Show(draft, key, Basis);
        if (action.StartsWith(LooksAt, StringComparison.Ordinal)) Looking = action[LooksAt.Length..].Trim();
        Form = Form with { IsChanged = true, Faults = Looking is null ? [] : proof.Faults(craft, draft, Written), Advice = proof.Advice(craft, Written), Open = [.. Request.Form["open"].OfType<string>(), touched ?? ""] };
        return Page();
    }

    /// <summary>Publishes the draft as the next version.</summary>
    public async Task<IActionResult> OnPostPublishAsync(string key, CancellationToken stop)
    {
        if (await editions.FindOrBeginAsync(craft, key, stop) is not { } piece) return NotFound();
        await craft.PrepareAsync(stop);
        Show(Draft.Of<T>(Request.Form, key), key, Basis);
        Form = Form with { IsChanged = true, Faults = proof.Faults(craft, Form.Draft, Written), Advice = proof.Advice(craft, Written), Open = [.. Request.Form["open"].OfType<string>()] };
        if (Form.Faults.Count == 0 && piece.Number == Basis && Same(piece.Value)) Form = Form with { Faults = [proof.Unchanged] };
        if (Form.Faults.Count > 0) return Answer(StatusCodes.Status422UnprocessableEntity);
        if (!await editions.PublishAsync(craft, key, Basis, ContentFile.Write(Written), stop)) return await ConflictAsync(key, stop);
        new JustDone(proof.Published(Basis + 1), Basis + 1).Tell(TempData, Form.Address);
        return Redirect($"{Form.Address}/versions");
    }

    private int Basis => NumberShape.Of(NumberShape.Number(Request.Form["basis"].ToString())) ?? 0;

    private void Show(Draft draft, string key, int basis) => (Form, Written) = (new Form(craft, draft, key, basis), draft.Make<T>());

    private bool Same(T now) => ContentFile.Write(now) == ContentFile.Write(Written);

    /// <summary>Keeps the draft, shows what holds now, and makes publishing over it a second, knowing step.</summary>
    private async Task<IActionResult> ConflictAsync(string key, CancellationToken stop)
    {
        if (await editions.FindOrBeginAsync(craft, key, stop) is not { } theirs) return NotFound();
        Form = Form with { Basis = theirs.Number, Conflict = proof.Differences(Form, Draft.Of(theirs.Value)) };
        return Answer(StatusCodes.Status409Conflict);
    }

    private PageResult Answer(int status)
    {
        Response.StatusCode = status;
        return Page();
    }
}
