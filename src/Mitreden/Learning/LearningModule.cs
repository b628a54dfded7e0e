using Microsoft.EntityFrameworkCore;
using Mitreden.Content.Contracts;
using Mitreden.Desk.Contracts;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Media;
using Mitreden.Foundation.Nameless;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Learning.Contracts;
using Mitreden.Learning.Measures;
using Mitreden.Learning.Pages;
using Mitreden.Learning.Path;
using Mitreden.Learning.Stories;
using Mitreden.Placement.Contracts;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Learning;

/// <summary>Units, scenarios and the path through them that fits the person.</summary>
public sealed class LearningModule : Module
{
    /// <inheritdoc />
    public override void AddServices(IServiceCollection services, MitredenSettings settings)
    {
        services.AddSingleton(new WarmUp(() => _ = Catalogue.Shipped));
        services.AddSingleton<ContentCache<Catalogue>>();
        services.AddScoped<Catalogues>();
        services.AddScoped<MyPath>();
        services.AddSingleton<Mixer<Told>>();
        services.AddScoped<PathMeasures>();
        services.AddScoped<LearningFigures>();
        services.AddScoped<FirstSteps>();
        services.AddScoped<LearningLinks>();
        services.AddScoped<Spoken>();
        services.AddScoped<Writing.UnitCraft>();
        services.AddScoped<IShowsVideos, Lessons.UnitVideos>();
        services.AddScoped<Writing.ScenarioCraft>();
        services.AddScoped<IDoors, Doors>();
        services.AddScoped<IWhen<ExerciseAgreed>, WhenExerciseAgreed>();
        services.AddScoped<IPersonalData, LogbookData>();
        services.AddScoped<IStartCard, LearningCard>();
        services.AddNav(new NavItem(15, "/learning", "flag", Role.None, sp => sp.GetRequiredService<Texts<LearningTexts>>()["Nav"], Phone: 7));
    }

    /// <inheritdoc />
    public override void Map(ModelBuilder model)
    {
        model.MapSealed<Logbook>("Logbooks");
        model.Entity<PathCount>(count =>
        {
            count.ToTable("PathCounts");
            count.HasKey(c => new { c.OrganisationId, c.UnitId, c.Path, c.Measure });
            count.Property(c => c.UnitId).HasMaxLength(12);
        });
    }
}

/// <summary>A person's own logbook.</summary>
internal sealed class LogbookData(AppDb db, Seal seal) : IPersonalData
{
    public async Task<PersonalDataPart> ExportAsync(Guid person, CancellationToken stop) => new("learning", await db.ExportAsync<Logbook, Journey>(seal, person, stop));

    public Task EraseAsync(Guid person, CancellationToken stop) => db.EraseAsync<Logbook>(person, stop);
}

/// <summary>Units behind the doors of the placement.</summary>
internal sealed class Doors(Catalogues catalogues, Speech speech) : IDoors
{
    public async Task<Behind?> FindAsync(string key, CancellationToken stop) =>
        (await catalogues.CurrentAsync(stop)).Units.TryGetValue(key, out var unit) && unit.Kind is not (Lessons.UnitKind.Core or Lessons.UnitKind.Team or Lessons.UnitKind.Manager)
            ? new Behind(unit.Id, unit.Title.For(speech.Formal), unit.Domain, PathPlan.CutOf(unit), $"/learning/units/{unit.Id}", "/learning?handler=Wish") : null;
}
