using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Participation.Ideas;
using Mitreden.Participation.Pilot;
using Mitreden.Participation.Volunteers;

namespace Mitreden.Participation;

internal static class ParticipationData
{
    extension(AppDb db)
    {
        public DbSet<Volunteer> Volunteers => db.Set<Volunteer>();
        public DbSet<PilotMark> PilotMarks => db.Set<PilotMark>();
        public DbSet<PilotGroup> PilotGroups => db.Set<PilotGroup>();
        public DbSet<PilotMember> PilotMembers => db.Set<PilotMember>();
        public DbSet<Idea> Ideas => db.Set<Idea>();
        public DbSet<IdeaStep> IdeaSteps => db.Set<IdeaStep>();
    }

    public static void Map(ModelBuilder model)
    {
        model.Entity<Volunteer>(volunteer =>
        {
            volunteer.ToTable("Volunteers");
            volunteer.HasKey(v => new { v.PersonId, v.Part });
            volunteer.Property(v => v.Note).HasMaxLength(Volunteer.LongestNote);
        });
        model.MapSealed<PilotMark>("PilotMarks");
        model.Entity<PilotMark>().Stored(
            "lets the draw of the pilot group prefer one in which a third is new to it; sealed, and removed with the draw", Basis.Consent, Keep.Draw, Seen.Self, nameof(PilotMark.Closed));
        model.Entity<PilotGroup>(group =>
        {
            group.ToTable("PilotGroups");
            group.Property(g => g.Version).IsConcurrencyToken();
            group.HasIndex(g => g.OrganisationId).IsUnique();
        });
        model.Entity<PilotMember>(member =>
        {
            member.ToTable("PilotMembers");
            member.HasKey(m => m.PersonId);
            member.Property(m => m.PersonId).ValueGeneratedNever();
        });
        model.Entity<Idea>(idea =>
        {
            idea.ToTable("Ideas");
            idea.Property(i => i.Id).ValueGeneratedNever();
            idea.Property(i => i.Title).HasMaxLength(Idea.LongestTitle);
            idea.Property(i => i.Text).HasMaxLength(Idea.LongestText);
            idea.Property(i => i.Version).IsConcurrencyToken();
            idea.HasIndex(i => i.AuthorId);
            idea.Ignore(i => i.IsPublished);
        });
        model.Entity<IdeaStep>(step =>
        {
            step.ToTable("IdeaSteps");
            step.Property(s => s.Words).HasMaxLength(IdeaStep.LongestWords);
            step.Property(s => s.Who).HasMaxLength(IdeaStep.LongestWho);
            step.HasIndex(s => s.By);
            step.HasOne<Idea>().WithMany().HasForeignKey(s => s.IdeaId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
