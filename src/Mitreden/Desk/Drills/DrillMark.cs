using Mitreden.Foundation.Texts;

namespace Mitreden.Desk.Drills;

/// <summary>Puts "Übung" before whatever leaves the desk about a discussion of a drill. Of a real one it changes nothing.</summary>
public sealed class DrillMark(Texts<DrillTexts> texts)
{
    /// <summary>A subject, a title, a headline.</summary>
    public string Title(bool drill, string title) => drill ? texts["Mark.Title", title] : title;

    /// <summary>The text of a mail, with a sentence on top.</summary>
    public string Body(bool drill, string body) => drill ? $"{texts["Mark.Body"]}\n\n{body}" : body;
}
