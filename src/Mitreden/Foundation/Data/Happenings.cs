namespace Mitreden.Foundation.Data;

/// <summary>A lower module's answer to something that happened in an upper one, inside the same transaction.</summary>
public interface IWhen<in T>
{
    /// <summary>Adds to <see cref="AppDb"/> what follows; the upper module saves.</summary>
    Task HandleAsync(T happened, CancellationToken stop);
}

/// <summary>Tells lower modules what happened, before the save.</summary>
public sealed class Happenings(IServiceProvider services)
{
    /// <summary>Calls everyone who waits for this kind of event.</summary>
    public async Task TellAsync<T>(T happened, CancellationToken stop = default)
    {
        foreach (var listener in services.GetServices<IWhen<T>>()) await listener.HandleAsync(happened, stop);
    }
}
