namespace Mitreden.Benchmarks.Placement;

/// <summary>Places simulated people under each policy and prints the figures, one JSON line per policy.</summary>
internal static class Simulation
{
    private const int BarWidth = 30;

    /// <summary>Runs what the command line asks for: 0, or 2 with one line of explanation.</summary>
    /// <param name="args">What stands behind <c>./dev simulate</c>.</param>
    public static int Run(string[] args)
    {
        if (args is not ["placement", .. var rest])
        {
            Console.Error.WriteLine("./dev simulate placement [--people N] [--seed S] [--policy NAME] [--parameters author|calibrated] [--shift X]");
            return 2;
        }
        if (SimulationOptions.Read(rest, out var options) is { } fault)
        {
            Console.Error.WriteLine(fault);
            return 2;
        }
        var world = options.World;
        var companies = new Company[(world.People + Company.People - 1) / Company.People];
        Parallel.For(0, companies.Length, n => companies[n] = new Company(world, n));
        foreach (var (name, policy) in options.Policies) Figures.Print(Tally.Of(name, world, Place(world, companies, name, policy)));
        return 0;
    }

    private static Placed[] Place(World world, Company[] companies, string name, Policy policy)
    {
        var placed = new Placed[world.People];
        var done = 0;
        // Each person's chance has its own name, so that the figures do not depend on who comes first.
        Parallel.For(0, companies.Length, company =>
        {
            var end = Math.Min(world.People, (company + 1) * Company.People);
            for (var n = company * Company.People; n < end; n++)
            {
                var person = new Person(world, n);
                placed[n] = new Placed(person, policy(world, companies[company], person));
            }
            ShowProgress(name, (double)Interlocked.Increment(ref done) / companies.Length);
        });
        if (!Console.IsErrorRedirected) Console.Error.Write("\r" + new string(' ', BarWidth + name.Length + 10) + "\r");
        return placed;
    }

    private static void ShowProgress(string name, double share)
    {
        if (Console.IsErrorRedirected) return;
        var full = (int)(share * BarWidth);
        Console.Error.Write($"\r[{new string('#', full)}{new string('-', BarWidth - full)}] {(int)(share * 100),3} % {name}");
    }
}
