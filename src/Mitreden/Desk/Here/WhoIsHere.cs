using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Mitreden.Foundation.Live;

namespace Mitreden.Desk.Here;

/// <summary>Somebody who has a discussion open at the desk.</summary>
/// <param name="Person">The person.</param>
/// <param name="Types">True while they are writing.</param>
public readonly record struct Visitor(Guid Person, bool Types);

/// <summary>
/// Who of the desk has which discussion open right now, and who is writing. It is held in memory only, on every replica, and forgotten within a
/// minute: nobody can look up later who was there when.
/// </summary>
public sealed class WhoIsHere(Announcer announcer, TimeProvider time) : BackgroundService
{
    /// <summary>Topic on which replicas tell each other.</summary>
    public const string Topic = "desk:here";

    /// <summary>Somebody of whom nothing was heard for this long has gone: two beats of an open page, and a bit.</summary>
    public static readonly TimeSpan Stay = TimeSpan.FromSeconds(40);

    /// <summary>Somebody who has not touched a key for this long is not writing.</summary>
    public static readonly TimeSpan Writing = TimeSpan.FromSeconds(8);

    private readonly ConcurrentDictionary<(Guid Discussion, Guid Person), (DateTimeOffset At, DateTimeOffset Typed)> _here = new();

    /// <summary>Those who are there now, in no order.</summary>
    public IReadOnlyList<Visitor> At(Guid discussion)
    {
        var now = time.GetUtcNow();
        return [.. _here.Where(h => h.Key.Discussion == discussion && now - h.Value.At < Stay).Select(h => new Visitor(h.Key.Person, now - h.Value.Typed < Writing))];
    }

    /// <summary>The note that somebody is there, writes, or has gone.</summary>
    public static Note Note(Guid discussion, Guid person, Sign sign) => new(Topic, discussion, $"{person}:{sign}");

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ear = announcer.Listen(Topic);
        try
        {
            while (await ear.Notes.WaitToReadAsync(stoppingToken))
                while (ear.Notes.TryRead(out var note)) Hear(note);
        }
        catch (OperationCanceledException)
        {
            // The program stops.
        }
    }

    /// <summary>Takes a note in, and tells the open pages of this replica when that changes what they show.</summary>
    internal void Hear(Note note)
    {
        if (note.Detail?.Split(':') is not [var who, var what] || !Guid.TryParse(who, out var person) || !Enum.TryParse<Sign>(what, out var sign)) return;
        var (key, now) = ((note.Subject, person), time.GetUtcNow());
        var before = At(note.Subject).ToHashSet();
        if (sign == Sign.Gone) _here.TryRemove(key, out _);
        else
        {
            _here.AddOrUpdate(key, _ => (now, sign == Sign.Types ? now : default),
                (_, old) => (now, sign switch { Sign.Types => now, Sign.Rests => default, _ => old.Typed }));
        }
        foreach (var old in _here.Where(h => now - h.Value.At >= Stay).ToList()) _here.TryRemove(old);
        if (!before.SetEquals(At(note.Subject))) announcer.Tell([new Note(DeskTopics.Visitors(note.Subject), note.Subject)]);
    }
}

/// <summary>What is heard of somebody.</summary>
public enum Sign
{
    /// <summary>Has the page open.</summary>
    Here,
    /// <summary>Writes.</summary>
    Types,
    /// <summary>Has stopped writing.</summary>
    Rests,
    /// <summary>Has closed the page.</summary>
    Gone,
}
