using Microsoft.AspNetCore.Authorization;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Web;

namespace Mitreden.Placement.Writing;

/// <summary>An author writes a situation of the placement.</summary>
[Authorize(Policy = Policies.Author)]
public sealed class ItemEditModel(Editions editions, ItemCraft craft, Proof proof) : WritingModel<ItemContent>(editions, craft, proof)
{
    /// <summary>The situation as people will see it, once asked for.</summary>
    public ItemLook? Look => Looking is null ? null : new ItemLook(Written);
}
