using Microsoft.AspNetCore.Authorization;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Web;
using Mitreden.Learning.Lessons;

namespace Mitreden.Learning.Writing;

/// <summary>The versions of a unit, each as people of every level play it.</summary>
[Authorize(Policy = Policies.Author)]
public sealed class UnitVersionsModel(Editions editions, UnitCraft craft, Proof proof) : VersionsModel<Unit>(editions, craft, proof)
{
    /// <summary>The version that is shown, as in the player.</summary>
    public UnitLook? Look => Shown is null ? null : UnitLook.Of(Shown, Request.Query["look"], $"{History.Address}?version={History.Shown}&");
}
