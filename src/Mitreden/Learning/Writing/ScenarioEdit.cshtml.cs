using Microsoft.AspNetCore.Authorization;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Web;
using Mitreden.Learning.Stories;

namespace Mitreden.Learning.Writing;

/// <summary>An author writes a scenario.</summary>
[Authorize(Policy = Policies.Author)]
public sealed class ScenarioEditModel(Editions editions, ScenarioCraft craft, Proof proof) : WritingModel<Scenario>(editions, craft, proof)
{
    /// <summary>The story as it plays, once asked for.</summary>
    public StoryLook? Look => Looking is { } chosen ? StoryLook.Of(Written, chosen, null) : null;
}
