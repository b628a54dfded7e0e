using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;

namespace Mitreden.Desk.Blocks;

/// <summary>A text that the team has agreed on and copies from: an address to write to, what the warranty says, how a recall works.</summary>
public sealed class TextBlock : IOrganisationOwned
{
    /// <summary>Longest title.</summary>
    public const int LongestTitle = 80;
    /// <summary>Longest text.</summary>
    public const int LongestText = 2000;
    /// <summary>Most blocks of an organisation: more than that nobody finds anything in.</summary>
    public const int Most = 100;

    private TextBlock() { }

    /// <summary>Key.</summary>
    [Stored("identifies the text block", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>What it is for.</summary>
    [Stored("finds the text block", Basis.NotPersonal, Keep.Organisation, Seen.Desk)]
    public string Title { get; private set; } = "";
    /// <summary>The text.</summary>
    [Stored("is copied into answers", Basis.NotPersonal, Keep.Organisation, Seen.Desk)]
    public string Text { get; private set; } = "";
    /// <summary>When it was last changed: an old one may no longer be true.</summary>
    [Stored("shows whether the text block may be out of date", Basis.NotPersonal, Keep.Organisation, Seen.Desk)]
    public DateTimeOffset ChangedAt { get; private set; }
    /// <summary>Counts changes, so that of two people who write at once nobody overwrites the other.</summary>
    [Stored("keeps two people from overwriting each other", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public int Version { get; private set; }

    /// <summary>A new text block.</summary>
    public static TextBlock Of(Guid organisation, string? title, string? text, DateTimeOffset now)
    {
        var block = new TextBlock { Id = Guid.CreateVersion7(now), OrganisationId = organisation };
        block.Write(title, text, now);
        return block;
    }

    /// <summary>Changes title and text; both are needed.</summary>
    public void Write(string? title, string? text, DateTimeOffset now)
    {
        (Title, Text, ChangedAt) = (Checked(title, "title", LongestTitle), Checked(text, "text", LongestText), now);
        Version++;
    }

    private static string Checked(string? words, string field, int most)
    {
        words = Typed.Of(words);
        if (words.Length == 0) throw new NotNowException(NotNow.Empty, field);
        return words.Length <= most ? words : throw new NotNowException(NotNow.TooLong, field, most);
    }
}
