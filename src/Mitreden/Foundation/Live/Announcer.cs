using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Mitreden.Foundation.Live;

/// <summary>Something changed: look it up.</summary>
/// <param name="Topic">What the listeners listen to, such as <c>desk:ORGANISATION</c>.</param>
/// <param name="Subject">Id of what changed.</param>
public sealed record Note(string Topic, Guid Subject);

/// <summary>Notes as they travel between replicas.</summary>
/// <param name="From">Replica that sent them; it has told its own listeners already.</param>
/// <param name="Notes">The notes.</param>
public sealed record Telegram(Guid From, IReadOnlyList<Note> Notes)
{
    /// <summary>PostgreSQL notification channel.</summary>
    public const string Channel = "mitreden";
}

/// <summary>Brings notes to the open pages and waiting workers of this process.</summary>
public sealed class Announcer
{
    /// <summary>Identifies this program among the replicas.</summary>
    public Guid Replica { get; } = Guid.CreateVersion7();

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<Channel<Note>, bool>> _topics = new();

    /// <summary>Tells every listener of each note's topic; never waits for a slow one.</summary>
    public void Tell(IEnumerable<Note> notes)
    {
        foreach (var note in notes)
            if (_topics.TryGetValue(note.Topic, out var listeners))
                foreach (var listener in listeners.Keys) listener.Writer.TryWrite(note);
    }

    /// <summary>Wakes every listener of every topic, when notes may have been lost: they look everything up.</summary>
    public void TellAll()
    {
        foreach (var (topic, listeners) in _topics)
            foreach (var listener in listeners.Keys) listener.Writer.TryWrite(new Note(topic, Guid.Empty));
    }

    /// <summary>Opens an ear for the topics. A listener more than 1,000 notes behind loses the oldest.</summary>
    public Ear Listen(params string[] topics)
    {
        var channel = Channel.CreateBounded<Note>(
            new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        foreach (var topic in topics) _topics.GetOrAdd(topic, _ => new()).TryAdd(channel, true);
        return new Ear(channel.Reader, () =>
        {
            foreach (var topic in topics)
                if (_topics.TryGetValue(topic, out var listeners)) listeners.TryRemove(channel, out _);
        });
    }
}

/// <summary>An open ear; dispose it to stop listening.</summary>
public sealed class Ear(ChannelReader<Note> notes, Action close) : IDisposable
{
    /// <summary>The notes in the order they came.</summary>
    public ChannelReader<Note> Notes => notes;

    /// <inheritdoc />
    public void Dispose() => close();
}
