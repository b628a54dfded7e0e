using Microsoft.AspNetCore.Authorization;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Web;

namespace Mitreden.Placement.Writing;

/// <summary>The versions of a situation of the placement.</summary>
[Authorize(Policy = Policies.Author)]
public sealed class ItemVersionsModel(Editions editions, ItemCraft craft, Proof proof) : VersionsModel<ItemContent>(editions, craft, proof)
{
    /// <summary>The situation as people will see it.</summary>
    public ItemLook? Look => Shown is null ? null : new ItemLook(Shown);
}
