namespace Mitreden.Benchmarks.Alerts.Outside;

/// <summary>How something left the program.</summary>
internal enum Way
{
    /// <summary>A push service took it for a device.</summary>
    Push,
    /// <summary>The team's webhook took it.</summary>
    Hook,
    /// <summary>The mail server took it.</summary>
    Mail,
}

/// <summary>Something that somebody outside has taken, whatever the program was told about that.</summary>
/// <param name="Way">How it left.</param>
/// <param name="To">Whom it is for: the key of a demo person, or empty for the team.</param>
/// <param name="About">The discussion that it leads to; empty when it leads elsewhere.</param>
/// <param name="Mark">What makes two of them one for whoever looks: the topic of a push, the Message-ID of a mail, the address in a webhook.</param>
/// <param name="Secret">Hash of the secret with which a device answers, as the program stores it beside the alert; empty otherwise.</param>
/// <param name="At">When.</param>
internal sealed record Arrival(Way Way, string To, Guid About, string Mark, string Secret, DateTimeOffset At)
{
    /// <summary>True for what the program sends when nobody has reacted.</summary>
    public bool Late { get; init; }

    /// <summary>Now.</summary>
    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>Reads the discussion out of an address or a text that holds one.</summary>
    public static Guid Discussion(string text)
    {
        const string Path = "/desk/discussions/";
        var at = text.IndexOf(Path, StringComparison.Ordinal);
        return at >= 0 && text.Length >= at + Path.Length + 36 && Guid.TryParse(text.AsSpan(at + Path.Length, 36), out var id) ? id : Guid.Empty;
    }
}
