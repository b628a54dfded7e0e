using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Organisations.Contracts;
using Mitreden.Organisations.Leaving;

namespace Mitreden.Organisations;

internal static class OrganisationsData
{
    extension(AppDb db)
    {
        public DbSet<Organisation> Organisations => db.Set<Organisation>();
        public DbSet<Person> People => db.Set<Person>();
        public DbSet<ExitTick> ExitTicks => db.Set<ExitTick>();

        /// <summary>The departments of those who are there, to choose from.</summary>
        public Task<List<string>> DepartmentsAsync(CancellationToken stop) =>
            db.People.Where(p => p.LeftAt == null && p.Department != "").Select(p => p.Department).Distinct().OrderBy(d => d).ToListAsync(stop);
    }

    public static void Map(ModelBuilder model)
    {
        model.Entity<Organisation>(organisation =>
        {
            organisation.ToTable("Organisations");
            organisation.Property(o => o.Name).HasMaxLength(Organisation.LongestName);
            organisation.Property(o => o.Zone).HasMaxLength(Organisation.LongestZone);
            organisation.Property(o => o.Version).IsConcurrencyToken();
        });
        model.Entity<Person>(person =>
        {
            person.ToTable("People");
            person.Property(p => p.Name).HasMaxLength(PersonRules.LongestName);
            person.Property(p => p.Department).HasMaxLength(PersonRules.LongestName);
            person.Property(p => p.Email).HasMaxLength(PersonRules.LongestEmail);
            person.Property(p => p.Language).HasMaxLength(2);
            person.HasIndex(p => new { p.OrganisationId, p.Email }).IsUnique();
            person.HasIndex(p => p.AccountId);
            // Each alert asks who is at the desk: a handful among hundreds.
            person.HasIndex(p => p.OrganisationId, "IX_People_WithRole").HasFilter("\"Roles\" <> 0");
            // One account is one person of a company, and of two at once who are to become one, the second is refused.
            person.HasIndex(p => new { p.OrganisationId, p.AccountId }).IsUnique().HasFilter("\"AccountId\" IS NOT NULL");
            // Whoever is brought back in the moment in which they would be erased stays.
            person.Property(p => p.LeftAt).IsConcurrencyToken();
            person.HasOne<Organisation>().WithMany().HasForeignKey(p => p.OrganisationId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<ExitTick>(tick =>
        {
            tick.ToTable("ExitTicks");
            tick.HasKey(t => new { t.PersonId, t.Item });
            tick.HasOne<Person>().WithMany().HasForeignKey(t => t.PersonId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
