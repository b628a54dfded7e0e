using Microsoft.EntityFrameworkCore;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Nameless;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Web;
using Mitreden.Placement.Contracts;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Placement;

/// <summary>Finds out in a few questions what somebody need not be told any more, and keeps that to the person alone.</summary>
public sealed class PlacementModule : Module
{
    /// <inheritdoc />
    public override void AddServices(IServiceCollection services, MitredenSettings settings)
    {
        services.AddSingleton<ContentCache<Bank>>();
        services.AddSingleton<Mixer<ItemAnswer>>();
        services.AddSingleton(Random.Shared);
        services.AddScoped<Items>();
        services.AddScoped<Counting>();
        services.AddScoped<Pages.Ending>();
        services.AddScoped<Placements>();
        services.AddScoped<Writing.ItemCraft>();
        services.AddScoped<Writing.ItemTaking>();
        services.AddScoped<IPersonalData, SheetData>();
        services.AddRecurring<Recalibrate, RecalibrateHandler>(TimeSpan.FromDays(1));
    }

    /// <inheritdoc />
    public override void Map(ModelBuilder model) => PlacementData.Map(model);
}
