using Microsoft.AspNetCore.Authorization;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Web;
using Mitreden.Learning.Lessons;

namespace Mitreden.Learning.Writing;

/// <summary>An author writes a unit.</summary>
[Authorize(Policy = Policies.Author)]
public sealed class UnitEditModel(Editions editions, UnitCraft craft, Proof proof) : WritingModel<Unit>(editions, craft, proof)
{
    /// <summary>The draft as in the player, once asked for.</summary>
    public UnitLook? Look => Looking is { } level ? UnitLook.Of(Written, level, null) : null;
}
