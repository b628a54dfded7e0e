namespace Mitreden.Participation.Ideas;

/// <summary>What those who lead send about an idea.</summary>
public sealed class IdeaForm
{
    /// <summary>Version that the form was filled with; without it nothing is done.</summary>
    public int Version { get; set; } = -1;
    /// <summary>Title, for publishing.</summary>
    public string? Title { get; set; }
    /// <summary>Text, for publishing.</summary>
    public string? Text { get; set; }
    /// <summary>What becomes of it.</summary>
    public IdeaState State { get; set; } = IdeaState.Checked;
    /// <summary>What there is to say, or the reason.</summary>
    public string? Words { get; set; }
    /// <summary>Who does it.</summary>
    public string? Who { get; set; }
    /// <summary>Until when.</summary>
    public DateOnly? Due { get; set; }
}
