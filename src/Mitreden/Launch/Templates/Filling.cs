using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Launch.Templates;

/// <summary>Puts the company, its contact and its dates into a ready text. What is not known yet stays a gap to fill in by hand.</summary>
public sealed class Filling(AppDb db, CurrentPerson me, Clock clock, People people, Speech speech, Texts<LaunchTexts> texts)
{
    /// <summary>The text in the reader's language.</summary>
    public async Task<string> OfAsync(Wording text, CancellationToken stop)
    {
        var project = await db.LaunchAsync(stop);
        var names = await people.NamesAsync(new[] { project?.ContactId, project?.DeputyId }.OfType<Guid>(), stop);
        return text.For(speech.Formal).Replace("{company}", me.Company, StringComparison.Ordinal)
            .Replace("{contact}", Name(project?.ContactId) ?? texts["Gap.Contact"], StringComparison.Ordinal)
            .Replace("{deputy}", Name(project?.DeputyId) ?? texts["Gap.Deputy"], StringComparison.Ordinal)
            .Replace("{start}", project is null ? texts["Gap.Start"] : clock.Day(project.StartsOn), StringComparison.Ordinal)
            .Replace("{date}", clock.Day(clock.Today), StringComparison.Ordinal);

        string? Name(Guid? id) => id is { } one ? names.GetValueOrDefault(one) : null;
    }
}
