using System.Security.Cryptography;
using System.Text;

namespace Mitreden.Foundation.Nameless;

/// <summary>What came of an attempt to put something into a box.</summary>
public enum Taken
{
    /// <summary>It is in the box; also when it was before, by the other half of a double tap.</summary>
    InTheBox,
    /// <summary>The person has put in as much today as one person may.</summary>
    Enough,
}

/// <summary>
/// Remembers, in memory alone, how often somebody has sent something to a box today and which forms have been sent in the last minutes. Both would
/// lead to the sender, so neither is ever written anywhere. The counts are forgotten within the first quarter of an hour after midnight and with a
/// restart, the forms after ten minutes; nothing connects a count with a form or with what was sent. Each replica counts for itself.
/// </summary>
/// <typeparam name="TBox">What the box holds; each kind is counted for itself.</typeparam>
public sealed class Senders<TBox> : IDisposable
{
    /// <summary>What one person may send on one day.</summary>
    public const int Most = 5;

    /// <summary>How long the same form sent again is recognised.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;
    private readonly Dictionary<Guid, (DateOnly Day, DateTimeOffset Ends, int Count)> _counts = [];
    private readonly Dictionary<string, (DateTimeOffset Until, Task Work)> _forms = new(StringComparer.Ordinal);

    /// <summary>Starts with nothing in mind.</summary>
    public Senders(TimeProvider time)
    {
        _time = time;
        _sweep = time.CreateTimer(_ => Forget(), null, Patience, Patience);
    }

    /// <summary>How many people and forms are remembered at the moment.</summary>
    public int Remembered
    {
        get
        {
            lock (_lock) return _counts.Count + _forms.Count;
        }
    }

    /// <summary>Puts something into the box, once per form and at most <see cref="Most"/> times a day per person.</summary>
    /// <param name="person">Who sends.</param>
    /// <param name="zone">Clock of the organisation, for midnight.</param>
    /// <param name="form">Random key of the form; with other words it is something else.</param>
    /// <param name="text">The words.</param>
    /// <param name="put">Puts it into the box.</param>
    public async Task<Taken> SendAsync(Guid person, TimeZoneInfo zone, string form, string text, Func<Task> put)
    {
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{form}\n{text}")));
        var work = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Begin(person, zone, key, work.Task, out var before)) return await PutAsync(person, key, work, put);
        if (before is null) return Taken.Enough;
        await before;
        return Taken.InTheBox;
    }

    /// <inheritdoc />
    public void Dispose() => _sweep.Dispose();

    /// <summary>True when this one is to be put into the box; else the same form's work, or null when it was enough for today.</summary>
    private bool Begin(Guid person, TimeZoneInfo zone, string key, Task work, out Task? before)
    {
        var now = _time.GetUtcNow();
        lock (_lock)
        {
            before = _forms.TryGetValue(key, out var known) && known.Until > now ? known.Work : null;
            if (before is not null) return false;
            var day = BoxDay.Of(now, zone);
            var count = _counts.TryGetValue(person, out var today) && today.Day == day ? today.Count : 0;
            if (count >= Most) return false;
            _counts[person] = (day, now + (TimeSpan.FromDays(1) - TimeZoneInfo.ConvertTime(now, zone).TimeOfDay), count + 1);
            _forms[key] = (now + Patience, work);
            return true;
        }
    }

    private async Task<Taken> PutAsync(Guid person, string key, TaskCompletionSource work, Func<Task> put)
    {
        try
        {
            await put();
        }
        catch (Exception failure)
        {
            // It is not in the box: the same form may be sent again, and it does not count.
            lock (_lock)
            {
                _forms.Remove(key);
                if (_counts.TryGetValue(person, out var today)) _counts[person] = today with { Count = today.Count - 1 };
            }
            work.SetException(failure);
            _ = work.Task.Exception;
            throw;
        }
        work.SetResult();
        return Taken.InTheBox;
    }

    private void Forget()
    {
        var now = _time.GetUtcNow();
        lock (_lock)
        {
            foreach (var (person, _) in _counts.Where(c => c.Value.Ends <= now).ToList()) _counts.Remove(person);
            foreach (var (form, _) in _forms.Where(f => f.Value.Until <= now).ToList()) _forms.Remove(form);
        }
    }
}
