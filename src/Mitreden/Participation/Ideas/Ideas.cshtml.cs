using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Web;

namespace Mitreden.Participation.Ideas;

/// <summary>All ideas that everybody may read, and the person's own.</summary>
public sealed class IdeasModel(CurrentPerson me, IdeaReadings readings) : PageModel
{
    /// <summary>States that can be chosen, in the order in which an idea goes through them.</summary>
    public static IReadOnlyList<IdeaState> States { get; } = [IdeaState.New, IdeaState.Checked, IdeaState.Doing, IdeaState.Done, IdeaState.NotNow];

    /// <summary>What is shown.</summary>
    public IReadOnlyList<IdeaView> Shown { get; private set; } = [];
    /// <summary>The person's own, with their name, whatever has become of them; on the first page only.</summary>
    public IReadOnlyList<IdeaView> Mine { get; private set; } = [];
    /// <summary>How many there are, by state.</summary>
    public IReadOnlyDictionary<IdeaState, int> Counts { get; private set; } = new Dictionary<IdeaState, int>();
    /// <summary>State to which the list is narrowed, or null.</summary>
    public IdeaState? State { get; private set; }
    /// <summary>Number of the page, from 1.</summary>
    public int Number { get; private set; } = 1;
    /// <summary>How many there are on all pages.</summary>
    public int Found => State is { } one ? Counts.GetValueOrDefault(one) : Counts.Values.Sum();
    /// <summary>True when there is another page.</summary>
    public bool HasMore => Number * IdeaReadings.PerPage < Found;

    /// <summary>Address of the list.</summary>
    public static string AddressOf(IdeaState? state, int number = 1)
    {
        var query = new List<string>();
        if (state is { } one) query.Add($"s={one}");
        if (number > 1) query.Add($"p={number}");
        return query.Count == 0 ? "/involvement/ideas" : "/involvement/ideas?" + string.Join('&', query);
    }

    /// <summary>Reads the list.</summary>
    public async Task OnGetAsync(string? s, int? p, CancellationToken stop)
    {
        State = Enum.TryParse<IdeaState>(s, out var state) && States.Contains(state) ? state : null;
        Number = Math.Clamp(p ?? 1, 1, 10_000);
        Counts = await readings.CountAsync(stop);
        Shown = await readings.ShownAsync(State, Number, stop);
        if (State is null && Number == 1) Mine = [.. (await readings.OfAsync(me.Id, stop)).Where(v => !v.Idea.IsPublished)];
    }
}
