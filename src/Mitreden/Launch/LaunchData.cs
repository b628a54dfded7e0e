using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Launch.Plan;
using Mitreden.Launch.Readiness;
using Mitreden.Launch.Templates;

namespace Mitreden.Launch;

internal static class LaunchData
{
    extension(AppDb db)
    {
        public DbSet<LaunchProject> LaunchProjects => db.Set<LaunchProject>();
        public DbSet<LaunchStep> LaunchSteps => db.Set<LaunchStep>();
        public DbSet<OwnTemplate> OwnTemplates => db.Set<OwnTemplate>();
        public DbSet<PlannedChannel> PlannedChannels => db.Set<PlannedChannel>();

        /// <summary>The company's project, or null before it has begun one.</summary>
        public Task<LaunchProject?> LaunchAsync(CancellationToken stop) => db.LaunchProjects.SingleOrDefaultAsync(stop);
    }

    public static void Map(ModelBuilder model)
    {
        model.Entity<LaunchProject>(project =>
        {
            project.ToTable("LaunchProjects");
            project.Property(p => p.Template).HasMaxLength(40);
            project.Property(p => p.OwnTemplate).HasMaxLength(OwnTemplate.Longest);
            project.Ignore(p => p.Source);
            project.Property(p => p.Promise).HasMaxLength(LaunchProject.LongestPromise);
            project.Property(p => p.InformedHow).HasMaxLength(LaunchProject.LongestInformed);
            project.Property(p => p.Version).IsConcurrencyToken();
            project.HasIndex(p => p.OrganisationId).IsUnique();
        });
        model.Entity<LaunchStep>(step =>
        {
            step.ToTable("LaunchSteps");
            step.Property(s => s.Key).HasMaxLength(40);
            step.Property(s => s.Phase).HasMaxLength(40);
            step.Property(s => s.Who).HasMaxLength(200);
            step.Property(s => s.Title).HasMaxLength(LaunchStep.LongestTitle);
            step.Property(s => s.How).HasMaxLength(LaunchStep.LongestText);
            step.Property(s => s.Note).HasMaxLength(LaunchStep.LongestText);
            step.Property(s => s.Reason).HasMaxLength(LaunchStep.LongestText);
            step.Property(s => s.Version).IsConcurrencyToken();
            step.HasOne<LaunchProject>().WithMany().HasForeignKey(s => s.ProjectId).OnDelete(DeleteBehavior.Cascade);
            step.HasIndex(s => new { s.ProjectId, s.Key }).IsUnique();
        });
        model.Entity<OwnTemplate>(OwnTemplate.Map);
        model.Entity<PlannedChannel>(channel =>
        {
            channel.ToTable("PlannedChannels");
            channel.Property(c => c.Name).HasMaxLength(PlannedChannel.LongestName);
            channel.Property(c => c.Address).HasMaxLength(PlannedChannel.LongestAddress);
            channel.Property(c => c.Missing).HasMaxLength(200);
            channel.Property(c => c.Reason).HasMaxLength(PlannedChannel.LongestReason);
            channel.Property(c => c.Version).IsConcurrencyToken();
            channel.Ignore(c => c.MayGo);
        });
    }
}
