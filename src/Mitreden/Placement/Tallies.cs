using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Nameless;
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
    /// <summary>How hard the author of this wording thinks it is, 1 to 7; the calibration starts from there.</summary>
    [Stored("is where the calibration starts from", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public int AuthorDifficulty { get; private set; }
    /// <summary>How many such answers there were.</summary>
    [Stored("counts the answers", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public int Count { get; private set; }

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
/// <param name="AuthorDifficulty">How hard the author of the wording thinks it is.</param>
/// <param name="Answer">The answer.</param>
public sealed record ItemAnswer(string ItemKey, int AuthorDifficulty, PooledAnswer Answer);

/// <summary>Counts answers that a <see cref="Mixer{T}"/> has mixed.</summary>
public sealed class Counting(AppDb db)
{
    private const int Columns = 6;

    /// <summary>Adds the answers to the counts, in one statement: one write on the disk, and no other replica comes between reading and counting.</summary>
    public async Task CountAsync(IReadOnlyList<ItemAnswer> answers)
    {
        // Always in the same order, so that two replicas that count at once wait for each other and not in a circle.
        var counts = answers.CountBy(a => (a.ItemKey, a.AuthorDifficulty, Mean: (int)Math.Round(a.Answer.Mean * 4), Variance: Math.Max(1, (int)Math.Round(a.Answer.Variance * 10)), a.Answer.Points))
            .OrderBy(c => c.Key.ItemKey, StringComparer.Ordinal).ThenBy(c => (c.Key.Mean, c.Key.Variance, c.Key.Points)).ToList();
        var rows = string.Join(", ", counts.Select((_, n) => $"({string.Join(", ", Enumerable.Range(Columns * n, Columns).Select(c => $"{{{c}}}"))})"));
        var values = counts.SelectMany(c => new object[] { c.Key.ItemKey, c.Key.Mean, c.Key.Variance, c.Key.Points, c.Key.AuthorDifficulty, c.Value }).ToArray();
        await db.WriteAsync(() => db.Database.ExecuteSqlAsync(FormattableStringFactory.Create($$"""
            INSERT INTO "ItemTallies" ("ItemKey", "Mean", "Variance", "Points", "AuthorDifficulty", "Count") VALUES {{rows}}
            ON CONFLICT ("ItemKey", "Mean", "Variance", "Points") DO UPDATE SET "Count" = "ItemTallies"."Count" + excluded."Count"
            """, values)));
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
            // The key names the wording, and its author's difficulty is part of it: the same in all rows.
            if (Calibration.Of(new Item(item.Key, default, item.First().AuthorDifficulty), answers, PlacementParameters.Default) is not { } found) continue;
            if (!known.TryGetValue(item.Key, out var kept)) db.Add(kept = CalibratedItem.For(item.Key));
            kept.Take(found, answers.Count);
        }
    }
}
