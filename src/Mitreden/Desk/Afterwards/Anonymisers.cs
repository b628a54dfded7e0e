using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.Afterwards;

/// <summary>Gives the anonymiser of the signed-in person's organisation.</summary>
public sealed class Anonymisers(People people, CurrentPerson me)
{
    private Anonymiser? _made;

    /// <summary>It knows everybody whose name is stored, also those who have left.</summary>
    public async Task<Anonymiser> CurrentAsync(CancellationToken stop)
    {
        if (_made is not null) return _made;
        var everybody = await people.EverybodyAsync(stop);
        return _made = new Anonymiser(new Known(me.Company, [.. everybody.Select(p => p.Department).Distinct()], [.. everybody.Select(p => p.Name)]));
    }
}

/// <summary>What of a discussion can become an exercise: the report, what the team said, and what came back. Its link and pictures never do.</summary>
public static class Original
{
    /// <summary>The words, in order, as one text.</summary>
    public static string Of(DiscussionView view, Texts<AfterwardsTexts> texts) => string.Join("\n\n", view.Steps.Where(s => s.Text is not null && IsSaid(s.Kind))
        .Select(s => $"{texts[$"Original.{s.Kind}"]} {s.Text}").Prepend(view.Text).Where(t => t.Length > 0));

    private static bool IsSaid(EventKind kind) => kind is EventKind.Message or EventKind.Answer or EventKind.PublicWord;
}
