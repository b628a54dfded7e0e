using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Contracts;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Desk.Afterwards;

/// <summary>What happens after a discussion is closed: the debrief, and the exercise that may come of it.</summary>
internal static class AfterwardsSetup
{
    /// <summary>Policy: works at the desk or writes content.</summary>
    public const string Policy = "Exercises";

    extension(AppDb db)
    {
        public DbSet<Debrief> Debriefs => db.Set<Debrief>();
        public DbSet<Exercise> Exercises => db.Set<Exercise>();
    }

    public static void Add(IServiceCollection services)
    {
        services.AddScoped<Anonymisers>();
        services.AddScoped<ExerciseCraft>();
        services.AddScoped<OwnExercises>();
        services.AddScoped<WaitingExercises>();
        services.AddScoped<IStartCard, WaitingExerciseCard>();
        services.AddJob<TellSecond, TellSecondHandler>();
        services.AddScoped<IPersonalData, AfterwardsData>();
        services.AddAuthorizationBuilder().AddPolicy(Policy, p => p.Needs(Role.Desk | Role.Author));
    }

    public static void Map(ModelBuilder model)
    {
        model.Entity<Debrief>(debrief =>
        {
            debrief.ToTable("Debriefs");
            debrief.Ignore(d => d.Answers);
            foreach (var answer in new[] { nameof(Debrief.Happened), nameof(Debrief.Well), nameof(Debrief.Hard), nameof(Debrief.Change) }) debrief.Property(answer).HasMaxLength(Debrief.Longest);
            debrief.Property(d => d.Version).IsConcurrencyToken();
            debrief.HasIndex(d => d.DiscussionId).IsUnique();
            debrief.HasOne<Discussion>().WithMany().HasForeignKey(d => d.DiscussionId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<Exercise>(exercise =>
        {
            exercise.ToTable("Exercises");
            exercise.Property(e => e.Json).HasMaxLength(Exercise.Longest);
            exercise.Property(e => e.Reason).HasMaxLength(Exercise.LongestReason);
            exercise.Property(e => e.Key).HasMaxLength(16);
            exercise.Property(e => e.Version).IsConcurrencyToken();
            exercise.HasIndex(e => e.DiscussionId).IsUnique();
            exercise.HasIndex(e => new { e.OrganisationId, e.ChangedAt });
            exercise.HasOne<Discussion>().WithMany().HasForeignKey(e => e.DiscussionId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}

/// <summary>What somebody signed off, wrote or agreed to. It stays when they are erased, with a number that leads to nobody, and goes with its discussion.</summary>
internal sealed class AfterwardsData(AppDb db) : IPersonalData
{
    public async Task<PersonalDataPart> ExportAsync(Guid person, CancellationToken stop) => new("afterwards", new
    {
        Debriefs = await db.Set<Debrief>().AsNoTracking().Where(d => d.SignedBy == person).OrderBy(d => d.SignedAt).Select(d => new { Discussion = d.DiscussionId, d.SignedAt }).ToListAsync(stop),
        Exercises = await db.Set<Exercise>().AsNoTracking().Where(e => e.WrittenBy == person || e.AnsweredBy == person).OrderBy(e => e.ChangedAt)
            .Select(e => new { Exercise = e.Id, Text = e.WrittenBy == person ? e.Json : null, Wrote = e.WrittenBy == person, Answered = e.AnsweredBy == person, e.ChangedAt }).ToListAsync(stop),
    });

    public Task EraseAsync(Guid person, CancellationToken stop) => Task.CompletedTask;
}
