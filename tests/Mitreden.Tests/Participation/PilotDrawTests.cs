using Mitreden.Participation.Pilot;

namespace Mitreden.Tests.Participation;

/// <summary>The draw by itself: what it gives, and what it gives away.</summary>
public sealed class PilotDrawTests
{
    private static readonly string[] Departments = ["Montage", "Vertrieb", "Verwaltung", "Entwicklung"];

    [Fact]
    public void A_group_has_its_size_and_people_of_the_pool_once_each_and_departments_are_mixed()
    {
        var dice = new Random(1);
        for (var round = 0; round < 400; round++)
        {
            var pool = Enumerable.Range(0, dice.Next(1, 31)).Select(n => Somebody(n, Departments[dice.Next(Departments.Length)], dice.Next(3) == 0)).ToList();
            var size = dice.Next(3, 13);
            var group = PilotDraw.Draw(pool, size, dice);
            Assert.Equal(Math.Min(size, pool.Count), group.Count);
            Assert.Equal(group.Count, group.Distinct().Count());
            Assert.Subset(pool.Select(c => c.Person).ToHashSet(), group.ToHashSet());
            var departments = pool.GroupBy(c => c.Department).Select(d => (All: d.Count(), In: d.Count(c => group.Contains(c.Person)))).ToList();
            // A department with somebody left over has at most one fewer in the group than the one with most.
            Assert.All(departments.Where(d => d.In < d.All), d => Assert.True(d.In >= departments.Max(o => o.In) - 1));
        }
    }

    [Theory]
    [InlineData(4, 3)]
    [InlineData(6, 3)]
    [InlineData(7, 4)]
    [InlineData(8, 6)]
    [InlineData(10, 9)]
    public void Whoever_knows_all_other_marks_changes_the_odds_about_the_last_one_by_a_factor_of_four_at_most(int pool, int size)
    {
        var (most, groups) = (1.0, Groups(pool, size).ToList());
        for (var known = 0; known < 1 << (pool - 1); known++)
        {
            var (without, with) = (Chances(groups, known << 1), Chances(groups, known << 1 | 1));
            for (var g = 0; g < groups.Count; g++) most = Math.Max(most, Math.Max(with[g] / without[g], without[g] / with[g]));
        }
        Assert.InRange(most, 1.0, PilotDraw.Pull + 1e-9);
        // The pull is worth something: the bound is nearly reached.
        Assert.True(most > 2.5);
    }

    [Fact]
    public void With_a_fixed_quota_that_bound_would_not_hold()
    {
        // Two beginners, Anna the second: a quota of two would draw both, always. Here the group without her stays possible.
        var groups = Groups(7, 6).ToList();
        var chances = Chances(groups, 0b11);
        Assert.All(chances, chance => Assert.True(chance > 0));
    }

    [Fact]
    public void The_draw_gives_each_group_as_often_as_its_weight_says()
    {
        var (dice, pool) = (new Random(7), Enumerable.Range(0, 6).Select(n => Somebody(n, "Montage", n == 0)).ToList());
        var groups = Groups(6, 3).ToList();
        var (chances, seen) = (Chances(groups, 1), new int[groups.Count]);
        const int draws = 40_000;
        for (var n = 0; n < draws; n++)
        {
            var group = PilotDraw.Draw(pool, 3, dice).Select(p => pool.FindIndex(c => c.Person == p)).Aggregate(0, (mask, place) => mask | 1 << place);
            seen[groups.IndexOf(group)]++;
        }
        for (var g = 0; g < groups.Count; g++) Assert.InRange(seen[g] / (double)draws, chances[g] - 0.01, chances[g] + 0.01);
    }

    [Fact]
    public void Among_people_of_one_mark_and_department_all_are_drawn_alike_and_beginners_more_often()
    {
        var (dice, pool) = (new Random(3), Enumerable.Range(0, 12).Select(n => Somebody(n, Departments[n % 2], n % 4 == 0)).ToList());
        const int draws = 20_000;
        var seen = pool.ToDictionary(c => c.Person, _ => 0);
        for (var n = 0; n < draws; n++)
            foreach (var person in PilotDraw.Draw(pool, 6, dice)) seen[person]++;
        foreach (var alike in pool.GroupBy(c => (c.Department, c.IsNew)))
        {
            var shares = alike.Select(c => seen[c.Person] / (double)draws).ToList();
            Assert.True(shares.Max() - shares.Min() < 0.02, $"{alike.Key}: {shares.Min()} to {shares.Max()}");
        }
        Assert.True(pool.Where(c => c.IsNew).Average(c => seen[c.Person]) > pool.Where(c => !c.IsNew).Average(c => seen[c.Person]));
    }

    [Theory]
    [InlineData(29, 3, 4)]
    [InlineData(30, 6, 12)]
    public void Below_thirty_people_three_or_four_are_enough(int people, int fewest, int most) => Assert.Equal(new PilotSize(fewest, most), PilotSize.For(people));

    private static Candidate Somebody(int number, string department, bool isNew) => new(new Guid(number + 1, 0, 0, new byte[8]), department, isNew);

    /// <summary>All groups of a size as bits.</summary>
    private static IEnumerable<int> Groups(int pool, int size) => Enumerable.Range(0, 1 << pool).Where(mask => int.PopCount(mask) == size);

    /// <summary>How likely each group is when those whose bits are set are beginners.</summary>
    private static double[] Chances(List<int> groups, int beginners)
    {
        var weights = groups.Select(g => PilotDraw.Weight([.. Enumerable.Range(0, 31).Where(n => (g >> n & 1) == 1).Select(n => Somebody(n, "", (beginners >> n & 1) == 1))])).ToArray();
        var all = weights.Sum();
        return [.. weights.Select(w => w / all)];
    }
}
