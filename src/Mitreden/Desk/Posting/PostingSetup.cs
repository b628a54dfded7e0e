using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Contracts;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.Posting;

/// <summary>Registers the switch that holds scheduled posts.</summary>
internal static class PostingSetup
{
    /// <summary>Days after posts went out again until nobody can look up that they were held.</summary>
    public const int KeptDays = 30;

    public static void Add(IServiceCollection services)
    {
        services.AddScoped<PostingStop>();
        services.AddScoped<PostingQueries>();
        services.AddScoped<PostingSwitch>();
        services.AddScoped<IBanner, PostingBanner>();
    }

    public static void Map(ModelBuilder model) => model.Entity<PostingChange>(change =>
    {
        change.ToTable("PostingChanges");
        change.Property(c => c.Why).HasMaxLength(PostingChange.LongestWhy);
        change.HasIndex(c => new { c.OrganisationId, c.Number }).IsUnique();
        change.HasOne<Discussion>().WithMany().HasForeignKey(c => c.DiscussionId).OnDelete(DeleteBehavior.SetNull);
    });

    /// <summary>Holds that ended long ago; one that goes on stays, however old it is.</summary>
    public static IQueryable<PostingChange> Past(IQueryable<PostingChange> all, DateTimeOffset before) =>
        all.Where(c => c.At <= before && all.Any(end => end.OrganisationId == c.OrganisationId && end.Number >= c.Number && !end.Held && end.At <= before));
}

/// <summary>The hold with the name of who held.</summary>
/// <param name="Hold">The hold, or null.</param>
/// <param name="Name">Who, if that is still known.</param>
/// <param name="ChangedAt">When it was last held or let go, or null.</param>
/// <param name="Number">Number of the change.</param>
public sealed record HoldView(PostingHold? Hold, string? Name, DateTimeOffset? ChangedAt, int Number = 0);

/// <summary>A change as the page shows it.</summary>
/// <param name="Held">True when posts were held from then on.</param>
/// <param name="Name">Who, if that is still known.</param>
/// <param name="At">When.</param>
/// <param name="Why">Why, or empty.</param>
public sealed record ChangeRow(bool Held, string? Name, DateTimeOffset At, string Why);

/// <summary>That posts can be held, where somebody may want it.</summary>
/// <param name="DiscussionId">The discussion, or null.</param>
/// <param name="Urgent">True when it is offered at once.</param>
/// <param name="IsDrill">True in an exercise: then it is only noted, and posts go out.</param>
public sealed record PostingOffer(Guid? DiscussionId, bool Urgent, bool IsDrill = false);

/// <summary>What the pages ask about held posts.</summary>
public sealed class PostingQueries(AppDb db, People people)
{
    private const int Most = 20;

    /// <summary>How it stands.</summary>
    public async Task<HoldView> ViewAsync(CancellationToken stop = default)
    {
        var last = await db.Set<PostingChange>().AsNoTracking().OrderByDescending(c => c.Number).FirstOrDefaultAsync(stop);
        if (last is not { Held: true }) return new HoldView(null, null, last?.At);
        return new HoldView(new PostingHold(last.At, last.By, last.Why, last.DiscussionId), (await people.NamesAsync([last.By], stop)).GetValueOrDefault(last.By), last.At, last.Number);
    }

    /// <summary>The last changes, newest first.</summary>
    public async Task<IReadOnlyList<ChangeRow>> ChangesAsync(CancellationToken stop = default)
    {
        var changes = await db.Set<PostingChange>().AsNoTracking().OrderByDescending(c => c.Number).Take(Most).ToListAsync(stop);
        var names = await people.NamesAsync(changes.Select(c => c.By).Distinct(), stop);
        return [.. changes.Select(c => new ChangeRow(c.Held, names.GetValueOrDefault(c.By), c.At, c.Why))];
    }
}

/// <summary>A line on every page of whoever works at the desk, as long as posts are held: nobody is to wonder why nothing goes out.</summary>
internal sealed class PostingBanner(PostingQueries posting) : IBanner
{
    public const string Partial = "/Desk/Posting/_Banner.cshtml";

    public async Task<CardView?> ForAsync(CurrentPerson person, CancellationToken stop) => person.Has(Role.Desk) ? new CardView(Partial, await posting.ViewAsync(stop)) : null;
}
