using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Contracts;
using Mitreden.Desk.DrillPages;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Desk.Drills;

/// <summary>Fire drills: who may do what with them, and what they consist of.</summary>
internal static class DrillSetup
{
    /// <summary>Policy: prepares drills and calls them off.</summary>
    public const string LeadPolicy = "DrillLead";
    /// <summary>Policy: sees plans and reports.</summary>
    public const string ViewPolicy = "DrillView";

    /// <summary>Those who prepare drills.</summary>
    public const Role Leads = Role.Desk | Role.Author | Role.Management | Role.Administrator | Role.Agency;
    /// <summary>Those who see plans and reports: the works council as well.</summary>
    public const Role Viewers = Leads | Role.WorksCouncil;

    extension(AppDb db)
    {
        public DbSet<Drill> Drills => db.Set<Drill>();
        public DbSet<DrillAsk> DrillAsks => db.Set<DrillAsk>();
    }

    public static void Add(IServiceCollection services)
    {
        services.AddAuthorizationBuilder().AddPolicy(LeadPolicy, p => p.Needs(Leads)).AddPolicy(ViewPolicy, p => p.Needs(Viewers));
        services.AddScoped<DrillDesk>();
        services.AddScoped<DrillMark>();
        services.AddScoped<DrillMail>();
        services.AddScoped<DrillFacts>();
        services.AddJob<StartDrill, StartDrillHandler>();
        services.AddJob<EndDrill, EndDrillHandler>();
        services.AddJob<TellCalledOff, TellCalledOffHandler>();
        services.AddRecurring<DrillRounds, DrillRoundsHandler>(TimeSpan.FromHours(1));
        services.AddScoped<IStartCard, AskCard>();
        services.AddScoped<IStartCard, DueCard>();
        services.AddScoped<IPersonalData, DrillPeople>();
        services.AddScoped<IWhen<PersonLeft>, DrillPeople>();
        services.AddNav(new NavItem(27, "/desk/drills", "flag", Viewers, s => s.GetRequiredService<Texts<DrillTexts>>()["Nav"], Group: NavGroup.Overview));
    }

    public static void Map(ModelBuilder model)
    {
        model.Entity<Drill>(drill =>
        {
            drill.ToTable("Drills");
            drill.Property(d => d.Thread).HasMaxLength(20);
            drill.Property(d => d.Product).HasMaxLength(Drill.LongestProduct);
            drill.Property(d => d.Notes).HasMaxLength(Drill.LongestNotes);
            drill.Property(d => d.Version).IsConcurrencyToken();
            drill.Ignore(d => d.Times).Ignore(d => d.KnownAfter).Ignore(d => d.IsPassed).Ignore(d => d.Result);
            // Two who plan at once: the database keeps one.
            drill.HasIndex(d => d.OrganisationId).IsUnique().HasFilter("\"EndedAt\" IS NULL");
        });
        model.Entity<DrillAsk>(ask =>
        {
            ask.ToTable("DrillAsks");
            ask.HasIndex(a => new { a.DrillId, a.PersonId }).IsUnique();
            ask.HasIndex(a => a.PersonId);
            ask.HasOne<Drill>().WithMany().HasForeignKey(a => a.DrillId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}

/// <summary>Who is asked to share a drill: handed out, and gone with the person.</summary>
internal sealed class DrillPeople(AppDb db) : IPersonalData, IWhen<PersonLeft>
{
    public async Task<PersonalDataPart> ExportAsync(Guid person, CancellationToken stop) => new("drills", await db.DrillAsks.AsNoTracking().Where(a => a.PersonId == person)
        .Join(db.Drills, a => a.DrillId, d => d.Id, (_, d) => new { AskedToShare = true, d.StartedAt }).ToListAsync(stop));

    public Task HandleAsync(PersonLeft happened, CancellationToken stop) => EraseAsync(happened.PersonId, stop);

    public async Task EraseAsync(Guid person, CancellationToken stop) =>
        db.RemoveRange(await db.DrillAsks.Where(a => a.PersonId == person).ToListAsync(stop));
}
