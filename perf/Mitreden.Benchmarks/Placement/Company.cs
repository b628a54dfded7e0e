using Mitreden.Placement.Estimator;

namespace Mitreden.Benchmarks.Placement;

/// <summary>
/// A bank of 60 items as it really is and as it is believed. Each 200 people share one, so that the figures do not hang on one bank. Per
/// domain the authors' difficulties are 2,3,3,3,3,4,5,5,5,5,6,7; true b ~ N(author's b, 0.5²), true ln a ~ N(ln 1.2, 0.2²).
/// </summary>
internal sealed class Company
{
    /// <summary>People who share a bank.</summary>
    public const int People = 200;

    private const double Slope = 1.2;
    private const double SlopeScatter = 0.2;
    private const double DifficultyStep = 0.65;
    private const int Answerers = 1000;
    private const int AnswersEach = 8;
    private static readonly int[] Difficulties = [2, 3, 3, 3, 3, 4, 5, 5, 5, 5, 6, 7];

    private readonly Dictionary<string, TrueItem> _true;

    public Company(World world, int number)
    {
        var chance = new Chance(world.Seed, 3, number);
        Items = [.. Domains.All.SelectMany(d => Difficulties.Select((difficulty, n) => new Item($"{d}-{n + 1:00}", d, difficulty))).Select((item, n) =>
            new TrueItem(n, item, Slope * Math.Exp(SlopeScatter * chance.Normal()), (item.AuthorDifficulty - 4) * DifficultyStep + world.Scatter * chance.Normal()))];
        _true = Items.ToDictionary(i => i.Author.Id);
        Bank = new ItemBank(Items.Select(i => i.Author), world.Parameters);
        if (world.Calibrated) Bank = new ItemBank(Calibrate(world, number), world.Parameters);
    }

    /// <summary>The items as they really are.</summary>
    public IReadOnlyList<TrueItem> Items { get; }

    /// <summary>The items as they are believed.</summary>
    public ItemBank Bank { get; }

    /// <summary>The item as it really is.</summary>
    public TrueItem this[string id] => _true[id];

    /// <summary>Items in random order with the domains balanced.</summary>
    public List<TrueItem> Shuffled(Random random, int many) =>
        [.. Items.GroupBy(i => i.Author.Domain).SelectMany(g => g.OrderBy(_ => random.Next()).Select((item, n) => (Item: item, Round: n)))
            .OrderBy(i => i.Round).ThenBy(_ => random.Next()).Take(many).Select(i => i.Item)];

    /// <summary>A thousand other people answer eight items each in random order; whatever then has 100 answers is calibrated.</summary>
    private IEnumerable<Item> Calibrate(World world, int number)
    {
        var answers = Items.ToDictionary(i => i.Author.Id, _ => new List<PooledAnswer>());
        for (var n = 0; n < Answerers; n++)
        {
            // Others than those who are placed, from a population that has not shifted.
            var person = new Person(world with { Shift = 0 }, -1 - (number * Answerers + n));
            var evidence = Evidence.From(Bank, Beliefs.Before(person.Frequency, world.Parameters));
            foreach (var item in Shuffled(new Chance(world.Seed, 4, number, n).ToRandom(), AnswersEach))
            {
                var (before, points) = (evidence.Beliefs.On(Domains.ScaleOf(item.Author.Domain)), person.Answer(item));
                answers[item.Author.Id].Add(new PooledAnswer(before.Mean, before.Variance, points));
                evidence = evidence.With(item.Author.Id, points);
            }
        }
        return Items.Select(i => i.Author with { Calibration = Calibration.Of(i.Author, answers[i.Author.Id], world.Parameters) });
    }
}
