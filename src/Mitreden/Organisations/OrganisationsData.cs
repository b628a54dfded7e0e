using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;

namespace Mitreden.Organisations;

internal static class OrganisationsData
{
    extension(AppDb db)
    {
        public DbSet<Organisation> Organisations => db.Set<Organisation>();
        public DbSet<Person> People => db.Set<Person>();
    }

    public static void Map(ModelBuilder model)
    {
        model.Entity<Organisation>(organisation =>
        {
            organisation.ToTable("Organisations");
            organisation.Property(o => o.Name).HasMaxLength(Organisation.LongestName);
            organisation.Property(o => o.Zone).HasMaxLength(60);
        });
        model.Entity<Person>(person =>
        {
            person.ToTable("People");
            person.Property(p => p.Name).HasMaxLength(Person.LongestName);
            person.Property(p => p.Department).HasMaxLength(Person.LongestName);
            person.Property(p => p.Email).HasMaxLength(254);
            person.Property(p => p.Language).HasMaxLength(2);
            person.HasIndex(p => new { p.OrganisationId, p.Email }).IsUnique();
            person.HasIndex(p => p.AccountId);
            person.HasOne<Organisation>().WithMany().HasForeignKey(p => p.OrganisationId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
