namespace Mitreden.Announcements.Writing;

/// <summary>What somebody who writes an announcement sends.</summary>
public sealed class NewsForm
{
    /// <summary>Title.</summary>
    public string? Title { get; set; }
    /// <summary>Text.</summary>
    public string? Text { get; set; }
    /// <summary>English title.</summary>
    public string? TitleEn { get; set; }
    /// <summary>English text.</summary>
    public string? TextEn { get; set; }
    /// <summary>True when it goes to the chosen departments only.</summary>
    public bool Some { get; set; }
    /// <summary>Departments.</summary>
    public List<string> Departments { get; set; } = [];
    /// <summary>Address it leads to.</summary>
    public string? Link { get; set; }
    /// <summary>Video.</summary>
    public Guid? Video { get; set; }
    /// <summary>True when it informs people before the start.</summary>
    public bool BeforeStart { get; set; }
    /// <summary>Version that the form was filled with.</summary>
    public int Version { get; set; } = -1;

    /// <summary>The words.</summary>
    /// <exception cref="NewsException">Something is too long.</exception>
    public NewsWords Words() => NewsWords.Of(Title, Text, TitleEn, TextEn);

    /// <summary>The form for what is stored.</summary>
    public static NewsForm Of(Announcement news) => new()
    {
        Title = news.Title, Text = news.Text, TitleEn = news.TitleEn, TextEn = news.TextEn, Some = news.Departments.Length > 0,
        Departments = [.. news.Frame.Departments], Link = news.Link, Video = news.Video, BeforeStart = news.BeforeStart, Version = news.Version,
    };
}
