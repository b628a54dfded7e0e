using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Learning.Path;

namespace Mitreden.Learning.Stories;

/// <summary>A story, decision by decision. What was chosen is the person's own: it can be taken back to any point.</summary>
/// <remarks>With script the page decides by itself, at once and without a network, and hands in later what was decided, in order.</remarks>
public sealed class StoryModel(MyPath path, Spoken say, AppDb db) : PageModel
{
    /// <summary>The story as far as it has been told.</summary>
    public Telling Telling { get; private set; } = null!;

    /// <summary>The unit from which the person has come, or null.</summary>
    public string? From { get; private set; }

    /// <summary>True when hints are offered (rule R3).</summary>
    public bool ShowsHint { get; private set; }

    /// <summary>Where the way back leads.</summary>
    public string Back => From is null ? "/learning/scenarios" : $"/learning/units/{From}";

    /// <summary>When the page was made, in milliseconds since 1970: a device that has heard of something later knows that it holds an old copy.</summary>
    public long Time => db.Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Place of a turn, from 0.</summary>
    public int PlaceOf(Turn turn) => Telling.Turns.ToList().IndexOf(turn);

    /// <summary>Goes on where the person has stopped.</summary>
    public async Task<IActionResult> OnGetAsync(string scenarioId, string? from, CancellationToken stop)
    {
        var view = await path.ViewAsync(stop);
        if (!view.Catalogue.Scenarios.TryGetValue(scenarioId, out var scenario)) return NotFound();
        await say.PrepareAsync(stop);
        Telling = Telling.Of(scenario, view.Journey.Stories.GetValueOrDefault(scenarioId)?.Chosen ?? []);
        From = from is not null && view.Catalogue.Units.ContainsKey(from) ? from : null;
        ShowsHint = !view.Journey.NeedsNoHint(scenario.Domain, view.Standing.Order);
        return Page();
    }

    /// <summary>Decides. A decision at a place where the story no longer stands changes nothing.</summary>
    public async Task<IActionResult> OnPostAsync(string scenarioId, string? from, string? at, string? option, CancellationToken stop)
    {
        var view = await path.ViewAsync(stop);
        if (!view.Catalogue.Scenarios.TryGetValue(scenarioId, out var scenario)) return NotFound();
        var chosen = await path.PlayAsync(scenario, telling =>
            telling.Here is Decision here && here.Id == at && here.Options.Any(o => o.Id == option) ? [.. telling.Chosen, option!] : null, stop);
        return Onward(scenarioId, from, chosen);
    }

    /// <summary>Plays again from a decision.</summary>
    /// <param name="scenarioId">The scenario.</param>
    /// <param name="from">The unit from which the person has come.</param>
    /// <param name="turn">The decision to take back, from 0, with all behind it.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<IActionResult> OnPostAgainAsync(string scenarioId, string? from, int turn, CancellationToken stop)
    {
        var view = await path.ViewAsync(stop);
        if (!view.Catalogue.Scenarios.TryGetValue(scenarioId, out var scenario)) return NotFound();
        var chosen = await path.PlayAsync(scenario, telling => turn >= 0 && turn < telling.Turns.Count ? [.. telling.Chosen.Take(turn)] : null, stop);
        return Onward(scenarioId, from, chosen);
    }

    private IActionResult Onward(string scenario, string? from, IReadOnlyList<string> chosen) => Request.WantsJson()
        ? new JsonResult(new { chosen, time = Time }) : Redirect($"/learning/scenarios/{scenario}{(from is null ? "" : $"?from={Uri.EscapeDataString(from)}")}#now");
}
