namespace Mitreden.Guidelines.Showing;

/// <summary>The choice of a video as the form sends it.</summary>
public sealed class FilmForm
{
    /// <summary>No video.</summary>
    public const string None = "none";
    /// <summary>One of the organisation's own.</summary>
    public const string Ours = "own";
    /// <summary>One at a provider.</summary>
    public const string Outside = "outside";

    /// <summary>One of the three.</summary>
    public string Kind { get; set; } = None;
    /// <summary>Id of an own video.</summary>
    public Guid? OwnId { get; set; }
    /// <summary>Address of the video at its provider, as it was pasted.</summary>
    public string? Address { get; set; }
    /// <summary>Its title.</summary>
    public string? Title { get; set; }
    /// <summary>What is said, in German.</summary>
    public string? Said { get; set; }
    /// <summary>What is said, in English.</summary>
    public string? SaidEn { get; set; }
    /// <summary>Takes the picture away.</summary>
    public bool NoPoster { get; set; }
    /// <summary>Version that was changed; 0 when there was none.</summary>
    public int Version { get; set; }
}
