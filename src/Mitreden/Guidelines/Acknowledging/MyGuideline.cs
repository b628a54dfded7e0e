using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Guidelines.Rules;
using Mitreden.Placement.Contracts;
using Mitreden.Placement.Estimator;

namespace Mitreden.Guidelines.Acknowledging;

/// <summary>Where a person stands with the guideline.</summary>
public enum Knows
{
    /// <summary>Has never acknowledged a version.</summary>
    Nothing,
    /// <summary>Knows an older version, and something has changed since that is to be acknowledged.</summary>
    Older,
    /// <summary>Has acknowledged what holds; at most it has been explained differently since.</summary>
    Current,
}

/// <summary>Number and kind of a version, without its text.</summary>
/// <param name="Number">Number.</param>
/// <param name="PublishedAt">Since when it holds.</param>
/// <param name="IsMaterial">True when it was to be acknowledged.</param>
public sealed record VersionHead(int Number, DateTimeOffset PublishedAt, bool IsMaterial);

/// <summary>What the signed-in person knows of the guideline.</summary>
/// <param name="Newest">The version that holds.</param>
/// <param name="Evidence">Their own evidence, newest first.</param>
/// <param name="Knows">Where they stand.</param>
/// <param name="HasNews">True when a change waits that they are only told about.</param>
public sealed record Standing(VersionHead Newest, IReadOnlyList<Evidence> Evidence, Knows Knows, bool HasNews);

/// <summary>What has changed for somebody since the version that they acknowledged.</summary>
/// <param name="Rules">Rules to look at.</param>
/// <param name="Before">The three sentences before, when they have changed.</param>
public sealed record Again(IReadOnlyList<RuleChange> Rules, GuidelineText? Before)
{
    /// <summary>Name under which the three sentences stand among the rules of an acknowledgement.</summary>
    public const string Sentences = "words";

    /// <summary>Names of what is acknowledged.</summary>
    public IEnumerable<string> Names => (Before is null ? Array.Empty<string>() : [Sentences]).Concat(Rules.Select(r => r.Id));
}

/// <summary>The guideline as the signed-in person stands to it.</summary>
public sealed class MyGuideline(AppDb db, CurrentPerson me, Placements placements, OwnRow<NewsMark, SeenNews> news)
{
    /// <summary>Where the person stands; null before there is a guideline. Reads no texts.</summary>
    public async Task<Standing?> StandingAsync(CancellationToken stop)
    {
        var heads = await db.GuidelineVersions.AsNoTracking().OrderByDescending(v => v.Number).Select(v => new VersionHead(v.Number, v.PublishedAt, v.IsMaterial)).ToListAsync(stop);
        if (heads.Count == 0) return null;
        var evidence = await db.EvidenceOfAsync(me.Id, stop);
        if (evidence.Count == 0) return new Standing(heads[0], evidence, Knows.Nothing, false);
        var since = heads.Where(h => h.Number > evidence[0].Version).ToList();
        if (since.Any(h => h.IsMaterial)) return new Standing(heads[0], evidence, Knows.Older, false);
        return new Standing(heads[0], evidence, Knows.Current, since.Count > 0 && (await news.ReadAsync(stop)).Version < heads[0].Number);
    }

    /// <summary>What the person is to acknowledge anew: what a material version has changed, as it differs now from what they know.</summary>
    /// <param name="known">Number of the version that they acknowledged last.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<Again> AgainAsync(int known, CancellationToken stop)
    {
        var versions = await db.GuidelineVersions.AsNoTracking().Where(v => v.Number >= known).OrderBy(v => v.Number).ToListAsync(stop);
        if (versions.Count == 0) return new Again([], null);
        var steps = versions.Zip(versions.Skip(1)).Where(s => s.Second.IsMaterial).Select(s => BookChange.Between(s.First, s.Second)).ToList();
        var asked = steps.SelectMany(s => s.Asks).ToHashSet(StringComparer.Ordinal);
        var whole = BookChange.Between(versions[0], versions[^1]);
        return new Again([.. whole.Rules.Where(r => asked.Contains(r.Id))], whole.ShortForm && steps.Any(s => s.ShortForm) ? versions[0].Text : null);
    }

    /// <summary>What has changed since a version, whatever its kind.</summary>
    public async Task<IReadOnlyList<RuleChange>> NewsAsync(int known, GuidelineVersion current, CancellationToken stop) =>
        await db.GuidelineVersions.AsNoTracking().SingleOrDefaultAsync(v => v.Number == known, stop) is { } before ? BookChange.Between(before, current).Rules : [];

    /// <summary>The person has seen the news.</summary>
    public Task SeenAsync(int version, CancellationToken stop) => news.StepAsync(seen => seen.Version >= version ? seen : new SeenNews { Version = version }, stop);

    /// <summary>For whom the person's questions are; nobody but this page asks.</summary>
    public async Task<Tier> TierAsync(CancellationToken stop) =>
        await placements.MineAsync(stop) is { Beliefs: not null, ConfidenceFirst: false } standing && standing.CoreForm != Level.Low ? Tier.Deep : Tier.Basic;

    /// <summary>Stores that the person has acknowledged a version; twice is once.</summary>
    /// <param name="version">The version.</param>
    /// <param name="language">Language in which it was read.</param>
    /// <param name="rules">The rules that had changed; null for the whole version.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task AcknowledgeAsync(GuidelineVersion version, string language, IEnumerable<string>? rules, CancellationToken stop)
    {
        db.Add(Acknowledgement.Of(version, me.Id, language, me.Formal, db.Time.GetUtcNow(), rules));
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            // The other half of a double tap was faster; the database keeps one row per person and version.
            db.ChangeTracker.Clear();
            if (!await db.Acknowledgements.AnyAsync(a => a.VersionId == version.Id && a.PersonId == me.Id, stop)) throw;
        }
    }
}
