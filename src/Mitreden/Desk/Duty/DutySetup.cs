using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.DutyPages;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Desk.Duty;

/// <summary>The duty roster: who is asked first, at any moment.</summary>
internal static class DutySetup
{
    /// <summary>Policy: works at the desk or manages people.</summary>
    public const string Policy = "DutySettings";

    extension(AppDb db)
    {
        public DbSet<DutySettings> DutySettings => db.Set<DutySettings>();
        public DbSet<DutyMember> DutyMembers => db.Set<DutyMember>();
        public DbSet<DutyChange> DutyChanges => db.Set<DutyChange>();
    }

    public static void Add(IServiceCollection services)
    {
        services.AddScoped<DutyDesk>();
        services.AddScoped<DutyInWords>();
        services.AddScoped<Calendar>();
        services.AddScoped<IPersonalData, DutyData>();
        services.AddScoped<IWhen<PersonLeft>, WhenDutyEnds>();
        services.AddScoped<IWhen<RolesTaken>, WhenDutyEnds>();
        services.AddAuthorizationBuilder().AddPolicy(Policy, p => p.Needs(Role.Desk | Role.Administrator));
        services.AddNav(new NavItem(22, "/desk/duty/settings", "clock", Role.Administrator, s => s.GetRequiredService<Texts<DutyTexts>>()["Nav"], Group: NavGroup.Desk));
    }

    public static void Map(ModelBuilder model)
    {
        model.Entity<DutySettings>(settings =>
        {
            settings.ToTable("DutySettings");
            settings.Property(s => s.Hours).HasMaxLength(WeekHours.Longest);
            settings.Property(s => s.Version).IsConcurrencyToken();
            settings.HasIndex(s => s.OrganisationId).IsUnique();
        });
        model.Entity<DutyMember>(member =>
        {
            member.ToTable("DutyMembers");
            member.Property(m => m.Evenings).HasMaxLength(WeekHours.Longest);
            member.Property(m => m.CalendarHash).HasMaxLength(64);
            member.HasIndex(m => m.PersonId).IsUnique();
            member.HasIndex(m => m.CalendarHash).IsUnique();
        });
        model.Entity<DutyChange>(change =>
        {
            change.ToTable("DutyChanges");
            change.Property(c => c.Version).IsConcurrencyToken();
            change.HasIndex(c => new { c.OrganisationId, c.Until });
        });
    }
}
