using Microsoft.AspNetCore.Authorization;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Web;
using Mitreden.Learning.Stories;

namespace Mitreden.Learning.Writing;

/// <summary>The versions of a scenario, each to be played without leaving a trace.</summary>
[Authorize(Policy = Policies.Author)]
public sealed class ScenarioVersionsModel(Editions editions, ScenarioCraft craft, Proof proof) : VersionsModel<Scenario>(editions, craft, proof)
{
    /// <summary>The story as it plays.</summary>
    public StoryLook? Look => Shown is null ? null : StoryLook.Of(Shown, Request.Query["look"], $"{History.Address}?version={History.Shown}&");
}
