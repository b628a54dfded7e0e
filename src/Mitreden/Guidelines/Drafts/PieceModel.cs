using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Texts;
using Mitreden.Guidelines.Rules;

namespace Mitreden.Guidelines.Drafts;

/// <summary>An author writes a piece of the draft. Every way of sending the form saves it, complete or not; of two authors nobody is overwritten unasked.</summary>
public abstract class PieceModel<TPiece>(Drafting drafting, Craft<TPiece> craft, Proof proof, Texts<DraftingTexts> texts) : PageModel where TPiece : class
{
    /// <summary>The form.</summary>
    public Form Form { get; private set; } = null!;

    /// <summary>How it is written.</summary>
    protected Craft<TPiece> Pen => craft;

    /// <summary>The piece in a draft; null when it is gone.</summary>
    protected abstract TPiece? Find(DraftText text, string key);

    /// <summary>A draft with the piece in its place.</summary>
    protected abstract DraftText Put(DraftText text, TPiece piece);

    /// <summary>The piece as it stands now.</summary>
    protected async Task<IActionResult> ShowAsync(string key, CancellationToken stop)
    {
        if (await drafting.ReadAsync(stop) is not { } bench || Find(bench.Text, key) is not { } piece) return NotFound();
        await craft.PrepareAsync(stop);
        Say(Draft.Of(piece), piece, key, DraftText.Stamp(piece));
        return Page();
    }

    /// <summary>Saves what is written, and goes back to the draft or stays with the form.</summary>
    protected async Task<IActionResult> SaveAsync(string key, bool stay, CancellationToken stop)
    {
        if (await drafting.ReadAsync(stop) is not { } bench) return NotFound();
        await craft.PrepareAsync(stop);
        var draft = Draft.Of<TPiece>(Request.Form, key);
        var touched = stay ? draft.Do(Request.Form["do"].ToString()) : null;
        var (written, basis) = (draft.Make<TPiece>(), Stamp(Request.Form["basis"].ToString()));
        if (ContentFile.Write(written).Length > Rule.LongestStored) return TooLong(draft, written, key, basis);
        if (await drafting.ChangeAsync(text => DraftText.Stamp(Find(text, key)) == basis ? Put(text, written) : null, stop))
        {
            if (!stay) return Leave(Find(bench.Text, key), written);
            Say(draft, written, key, DraftText.Stamp(written));
            Form = Form with { Open = [.. Request.Form["open"].OfType<string>(), touched ?? ""] };
            return Page();
        }
        return await ConflictAsync(draft, written, key, stop);
    }

    /// <summary>Where saving leads.</summary>
    /// <param name="before">What the draft said; null when the piece is new.</param>
    /// <param name="written">What it says now.</param>
    protected virtual RedirectResult Leave(TPiece? before, TPiece written)
    {
        TempData["Toast"] = texts["Saved"];
        return Redirect(craft.List);
    }

    /// <summary>Keeps what is written in the form, shows what the other has written, and makes saving over it a second, knowing step.</summary>
    private async Task<IActionResult> ConflictAsync(Draft draft, TPiece written, string key, CancellationToken stop)
    {
        var theirs = Find((await drafting.ReadAsync(stop))!.Text, key);
        Say(draft, written, key, DraftText.Stamp(theirs));
        Form = Form with { IsChanged = true, Conflict = proof.Differences(Form, theirs is null ? Draft.Blank<TPiece>(key) : Draft.Of(theirs)) };
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    /// <summary>Keeps what is written in the form; stored it would not fit.</summary>
    private PageResult TooLong(Draft draft, TPiece written, string key, int basis)
    {
        Say(draft, written, key, basis);
        Form = Form with { IsChanged = true, Faults = [new Remark("", texts["Fault.TooLong", Rule.LongestStored])] };
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private void Say(Draft draft, TPiece piece, string key, int basis) =>
        Form = new Form(craft, draft, key, basis) { Faults = Request.Method == HttpMethods.Post ? [] : proof.Faults(craft, draft, piece), Advice = proof.Advice(craft, piece) };

    private static int Stamp(string sent) => int.TryParse(sent, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var stamp) ? stamp : 0;
}
