using Microsoft.EntityFrameworkCore;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Guidelines.Rules;

namespace Mitreden.Guidelines.Drafts;

/// <summary>What an author finds.</summary>
/// <param name="Current">The version that holds.</param>
/// <param name="Draft">The draft; null while nobody has changed anything.</param>
/// <param name="Text">What the next version would say.</param>
public sealed record Workbench(GuidelineVersion Current, GuidelineDraft? Draft, DraftText Text)
{
    /// <summary>What it changes.</summary>
    public BookChange Change { get; } = Text.Since(Current);
}

/// <summary>Reads and changes the draft of the organisation.</summary>
public sealed class Drafting(AppDb db, CurrentPerson me)
{
    private const int Tries = 5;

    /// <summary>The draft as it stands; null before there is a guideline.</summary>
    public async Task<Workbench?> ReadAsync(CancellationToken stop)
    {
        if (await db.CurrentGuidelineAsync(stop) is not { } current) return null;
        var draft = await db.GuidelineDrafts.AsNoTracking().SingleOrDefaultAsync(stop);
        return new Workbench(current, draft, draft?.Text ?? DraftText.Of(current));
    }

    /// <summary>Changes the draft and saves it. When somebody else was faster, the change is tried again on what they have left.</summary>
    /// <param name="change">Gives the next text, or null when it does not fit what stands there now; may be called several times.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>False when the change did not fit; then nothing has changed.</returns>
    public async Task<bool> ChangeAsync(Func<DraftText, DraftText?> change, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (now, draft) = (db.Time.GetUtcNow(), await db.GuidelineDrafts.SingleOrDefaultAsync(stop));
            if (draft is null)
            {
                if (await db.CurrentGuidelineAsync(stop) is not { } current) return false;
                draft = GuidelineDraft.Begin(current, me.Id, now);
                if (change(draft.Text) is not { } first) return false;
                if (draft.Write(me.Id, first, now)) db.Add(draft);
            }
            else if (change(draft.Text) is { } next) draft.Write(me.Id, next, now);
            else return false;
            try
            {
                await db.SaveChangesAsync(stop);
                return true;
            }
            catch (DbUpdateException late) when (late.IsLostRace && attempt < Tries)
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>A name for a rule of the organisation's own that no version has ever used: people have acknowledged rules by name.</summary>
    public async Task<string> FreeNameAsync(CancellationToken stop)
    {
        var stored = await db.GuidelineVersions.AsNoTracking().Select(v => v.Rules).ToListAsync(stop);
        var draft = (await db.GuidelineDrafts.AsNoTracking().SingleOrDefaultAsync(stop))?.Text;
        return OwnKeys.Next(stored.SelectMany(s => RuleBook.Parse(s).Rules).Concat(draft?.Rules ?? []).Select(r => r.Id));
    }

    /// <summary>Throws the draft away, with what was said about it.</summary>
    public Task DiscardAsync(CancellationToken stop) => db.WriteAsync(() => db.GuidelineDrafts.ExecuteDeleteAsync(stop));
}
