using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Placement.Estimator;

namespace Mitreden.Placement;

/// <summary>How often an item was answered in a way; over all companies, without saying whose answer it was.</summary>
public sealed class ItemTally
{
    private ItemTally() { }

    /// <summary>The item in this wording, <see cref="ItemContent.Key"/>.</summary>
    [Stored("tells which item was answered", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public string ItemKey { get; private set; } = "";
    /// <summary>What was believed before, in quarters of a logit.</summary>
    [Stored("makes answers of different people comparable", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public int Mean { get; private set; }
    /// <summary>How unsure it was, in tenths of a squared logit, at least 1.</summary>
    [Stored("makes answers of different people comparable", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public int Variance { get; private set; }
    /// <summary>Points, 0 to 3.</summary>
    [Stored("tells how the item was answered", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public int Points { get; private set; }
    /// <summary>How many such answers there were.</summary>
    [Stored("counts the answers", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public int Count { get; private set; }

    /// <summary>The first answers of that kind.</summary>
    internal static ItemTally Of(string item, int mean, int variance, int points, int count) =>
        new() { ItemKey = item, Mean = mean, Variance = variance, Points = points, Count = count };

    /// <summary>One of the counted answers.</summary>
    internal PooledAnswer Answer => new(Mean / 4.0, Variance / 10.0, Points);
}

/// <summary>What answers have shown about an item.</summary>
public sealed class CalibratedItem
{
    private CalibratedItem() { }

    /// <summary>The item in this wording.</summary>
    [Stored("tells which item it is", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public string ItemKey { get; private set; } = "";
    /// <summary>Answers behind it.</summary>
    [Stored("tells how many answers it rests on", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public int Answers { get; private set; }
    /// <summary>Slope, per logit.</summary>
    [Stored("is the item's slope", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public double Discrimination { get; private set; }
    /// <summary>Difficulty, in logits.</summary>
    [Stored("is the item's difficulty", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public double Difficulty { get; private set; }
    /// <summary>How unsure that is, in squared logits.</summary>
    [Stored("tells how sure the difficulty is", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public double Variance { get; private set; }

    /// <summary>For the estimator.</summary>
    internal ItemCalibration Values => new(Discrimination, Difficulty, Variance);

    internal static CalibratedItem For(string item) => new() { ItemKey = item };

    internal void Take(ItemCalibration found, int answers) =>
        (Discrimination, Difficulty, Variance, Answers) = (found.Discrimination, found.Difficulty, found.Variance, answers);
}

/// <summary>An answer without anybody behind it.</summary>
/// <param name="ItemKey">The item in its wording.</param>
/// <param name="Answer">The answer.</param>
public sealed record ItemAnswer(string ItemKey, PooledAnswer Answer);

/// <summary>Counts answers that a <see cref="Mixer{T}"/> has mixed.</summary>
public sealed class Counting(AppDb db)
{
    /// <summary>Adds the answers to the counts.</summary>
    public async Task CountAsync(IReadOnlyList<ItemAnswer> answers)
    {
        foreach (var group in answers.GroupBy(a => (a.ItemKey, Mean: (int)Math.Round(a.Answer.Mean * 4), Variance: Math.Max(1, (int)Math.Round(a.Answer.Variance * 10)), a.Answer.Points)))
        {
            var (key, count) = (group.Key, group.Count());
            var known = await db.WriteAsync(() => db.Set<ItemTally>()
                .Where(t => t.ItemKey == key.ItemKey && t.Mean == key.Mean && t.Variance == key.Variance && t.Points == key.Points)
                .ExecuteUpdateAsync(set => set.SetProperty(t => t.Count, t => t.Count + count), CancellationToken.None));
            if (known == 0) db.Add(ItemTally.Of(key.ItemKey, key.Mean, key.Variance, key.Points, count));
        }
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException)
        {
            // Another replica has opened the same count at the same moment; a few answers more or less decide nothing.
            db.ChangeTracker.Clear();
        }
    }
}

/// <summary>Re-estimates the items that have been answered often enough.</summary>
public sealed record Recalibrate : IJob
{
    /// <inheritdoc />
    public static string Kind => "placement.recalibrate";
}

internal sealed class RecalibrateHandler(AppDb db) : IJobHandler<Recalibrate>
{
    public async Task RunAsync(Recalibrate job, CancellationToken stop)
    {
        var known = await db.Set<CalibratedItem>().ToDictionaryAsync(c => c.ItemKey, stop);
        foreach (var item in (await db.Set<ItemTally>().AsNoTracking().ToListAsync(stop)).GroupBy(t => t.ItemKey))
        {
            var answers = item.SelectMany(t => Enumerable.Repeat(t.Answer, t.Count)).ToList();
            // The calibration starts from the author's difficulty; which item it is does not matter for an item nobody has changed.
            var author = Items.Shipped.GetValueOrDefault(item.Key.Split(':')[0]);
            if (Calibration.Of(new Item(item.Key, default, author?.Difficulty ?? 4), answers, PlacementParameters.Default) is not { } found) continue;
            if (!known.TryGetValue(item.Key, out var kept)) db.Add(kept = CalibratedItem.For(item.Key));
            kept.Take(found, answers.Count);
        }
    }
}
