using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Mitreden.Foundation.Live;

/// <summary>Something changed: look it up.</summary>
/// <param name="Topic">What the listeners listen to, such as <c>desk:ORGANISATION</c>.</param>
/// <param name="Subject">Id of what changed.</param>
/// <param name="Detail">What a listener cannot look up, because it is stored nowhere; else null.</param>
public sealed record Note(string Topic, Guid Subject, string? Detail = null);

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
    /// <summary>Most notes that wait for a slow listener.</summary>
    public const int MostBehind = 1000;

    /// <summary>Identifies this program among the replicas.</summary>
    public Guid Replica { get; } = Guid.CreateVersion7();

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<Channel<Note>, bool>> _topics = new();

    /// <summary>Topics to which somebody listens.</summary>
    internal int Topics => _topics.Count;

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

    /// <summary>Opens an ear for the topics. A listener more than <see cref="MostBehind"/> notes behind loses the oldest, and is told so: <see cref="Ear.HasMissed"/>.</summary>
    public Ear Listen(params string[] topics)
    {
        Ear ear = null!;
        var channel = Channel.CreateBounded<Note>(new BoundedChannelOptions(MostBehind) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, _ => ear.Miss());
        ear = new Ear(channel.Reader, topic => Open(topic, channel), topic => Close(topic, channel));
        foreach (var topic in topics) ear.Add(topic);
        return ear;
    }

    private void Open(string topic, Channel<Note> channel)
    {
        lock (_topics) _topics.GetOrAdd(topic, _ => new()).TryAdd(channel, true);
    }

    /// <summary>The last listener takes the topic along: each discussion whose page was ever open has some.</summary>
    private void Close(string topic, Channel<Note> channel)
    {
        lock (_topics)
        {
            if (!_topics.TryGetValue(topic, out var listeners)) return;
            listeners.TryRemove(channel, out _);
            if (listeners.IsEmpty) _topics.TryRemove(topic, out _);
        }
    }
}

/// <summary>An open ear for some topics; dispose it to stop listening. One reader uses it.</summary>
public sealed class Ear(ChannelReader<Note> notes, Action<string> open, Action<string> close) : IDisposable
{
    private readonly HashSet<string> _topics = [];
    private int _missed;

    /// <summary>Says once whether notes were lost since it was asked last, because the listener was too slow: then everything has to be looked up.</summary>
    public bool HasMissed() => Interlocked.Exchange(ref _missed, 0) == 1;

    internal void Miss() => Volatile.Write(ref _missed, 1);

    /// <summary>The notes in the order they came.</summary>
    public ChannelReader<Note> Notes => notes;

    /// <summary>Listens to one more topic; to one that it listens to already it changes nothing.</summary>
    public void Add(string topic)
    {
        if (_topics.Add(topic)) open(topic);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var topic in _topics) close(topic);
    }
}
