using Mitreden.Foundation.Data;

namespace Mitreden.Foundation.Web;

/// <summary>Work that the first page would have to wait for; done at the start by the second core, while the first maps pages.</summary>
/// <param name="Run">Touches what is made once and kept.</param>
public sealed record WarmUp(Action Run)
{
    /// <summary>Begins: the database's model first, half a second of work, then what modules have registered.</summary>
    /// <remarks>Whoever needs one of them earlier makes it; a failure shows where it is needed.</remarks>
    public static void Begin(IServiceProvider services) => Task.Run(async () =>
    {
        await using var scope = services.CreateAsyncScope();
        _ = scope.ServiceProvider.GetRequiredService<AppDb>().Model;
        foreach (var more in scope.ServiceProvider.GetServices<WarmUp>()) more.Run();
    });
}
