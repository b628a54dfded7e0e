using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Foundation.Consents;

/// <summary>The consents of the signed-in person: whether one holds, giving one, taking it back.</summary>
public sealed class OwnConsents(AppDb db, CurrentPerson me, Speech speech)
{
    /// <summary>True while the person's yes to this very explanation holds. A visitor who is not signed in has given none.</summary>
    public async Task<bool> HoldsAsync(ConsentPurpose purpose, string provider, string textHash, CancellationToken stop) =>
        me.IsSignedIn && await Holding(purpose, provider).AnyAsync(c => c.TextHash == textHash, stop);

    /// <summary>What holds now, newest first.</summary>
    public Task<List<Consent>> HoldingAsync(CancellationToken stop) => Mine.AsNoTracking().Where(c => c.RevokedAt == null).OrderByDescending(c => c.GivenAt).ToListAsync(stop);

    /// <summary>Writes the person's yes down, with the language and form in which they have just read the explanation.</summary>
    public async Task GiveAsync(ConsentPurpose purpose, string provider, string textHash, CancellationToken stop)
    {
        if (await HoldsAsync(purpose, provider, textHash, stop)) return;
        // A yes to an older explanation ends first, in a save of its own: the database keeps one that holds per person and provider. A yes to this one is
        // the other half of a double tap, and stays.
        await EndAsync(Holding(purpose, provider).Where(c => c.TextHash != textHash), stop);
        db.Add(Consent.Give(me.OrganisationId, me.Id, purpose, provider, textHash, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, speech.Formal, db.Time.GetUtcNow()));
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            // The other half of a double tap was faster.
            db.ChangeTracker.Clear();
            if (!await HoldsAsync(purpose, provider, textHash, stop)) throw;
        }
    }

    /// <summary>Takes the person's yes back; open pages hear of it. Without one it changes nothing.</summary>
    public Task RevokeAsync(ConsentPurpose purpose, string provider, CancellationToken stop) => EndAsync(Holding(purpose, provider), stop);

    private async Task EndAsync(IQueryable<Consent> consents, CancellationToken stop)
    {
        foreach (var consent in await consents.ToListAsync(stop))
        {
            consent.Revoke(db.Time.GetUtcNow());
            db.Announce(Consent.Topic(me.Id), consent.Id);
        }
        await db.SaveChangesAsync(stop);
    }

    private IQueryable<Consent> Holding(ConsentPurpose purpose, string provider) => Mine.Where(c => c.Purpose == purpose && c.Provider == provider && c.RevokedAt == null);

    private IQueryable<Consent> Mine => db.Set<Consent>().Where(c => c.PersonId == me.Id);
}
