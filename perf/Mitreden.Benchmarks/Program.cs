using Mitreden.Benchmarks;
using Mitreden.Benchmarks.Alerts;
using Mitreden.Benchmarks.News;
using Mitreden.Benchmarks.Placement;
using Mitreden.Benchmarks.Power;
using Mitreden.Benchmarks.Product;

// ./dev simulate placement [OPTIONS] (Placement/SimulationOptions.cs lists them)
// ./dev bench NAME [--no-publish] [--seconds N] [--rounds N] [--states N] [--people N] [--database sqlite|postgres] [--seed N]
// ./dev bench alerts [--case NAME] [--alerts N] [--seconds N] [--rate N] [--faults PERCENT] (Alerts/AlertsBench.cs lists the cases)
// Figures go to standard output, one JSON line each; everything else goes to standard error.
if (args is [SmallWriter.Name, var folder, var synchronous]) return await SmallWriter.RunAsync(folder, synchronous);
if (args is ["simulate", .. var wanted]) return Simulation.Run(wanted);
var options = new Options(args);
switch (options.Name)
{
    case "desk": return await With(app => DeskBench.RunAsync(app, options));
    case "start": return await With(app => StartBench.RunAsync(app));
    case "pages": return await With(app => PagesBench.RunAsync(app, options));
    case "placement":
        PlacementBench.Run();
        return await With(app => PlacementLoad.RunAsync(app, options));
    case "kill": return await With(app => KillBench.RunAsync(app, options));
    case "alerts": return await With(app => AlertsBench.RunAsync(app, options));
    case "publish": return await With(app => PublishBench.RunAsync(app, options));
    case "power": return await With(app => PowerBench.RunAsync(app, options));
    case "durability":
        return await With(async app => await KillBench.RunAsync(app, options) & await PowerBench.RunAsync(app, options));
    default:
        Console.Error.WriteLine("./dev bench desk | start | pages | placement | alerts | publish | kill | power | durability (kill and power)");
        return 2;
}

async Task<int> With(Func<Published, Task<bool>> bench)
{
    var app = await Published.BuildAsync(publish: !options.Has("no-publish"));
    return await bench(app) ? 0 : 1;
}
