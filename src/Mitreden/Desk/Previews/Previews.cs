using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.Previews;

/// <summary>A preview as the desk sees it.</summary>
/// <param name="DiscussionId">The discussion.</param>
/// <param name="State">What the look came to.</param>
/// <param name="ReadAt">When.</param>
/// <param name="Site">Name of the site.</param>
/// <param name="Title">Title.</param>
/// <param name="Description">What the page says about itself.</param>
/// <param name="Text">Its text.</param>
/// <param name="Width">Width of its picture, 0 when it has none.</param>
/// <param name="Height">Height of its picture.</param>
public sealed record PreviewView(Guid DiscussionId, PreviewState State, DateTimeOffset ReadAt, string Site, string Title, string Description, string Text, int Width, int Height);

/// <summary>A preview, or none yet, beside what else there is to see.</summary>
/// <param name="View">The preview, or null.</param>
/// <param name="HasScreenshot">True when somebody has taken a picture of it.</param>
public sealed record PreviewCard(PreviewView? View, bool HasScreenshot)
{
    /// <summary>True when the link is being looked at: then the page keeps a place for what will come.</summary>
    public bool IsComing { get; init; }
}

/// <summary>What the pages ask about previews, and the address of their pictures.</summary>
public sealed class PreviewQueries(AppDb db, Companies companies)
{
    /// <summary>After this time a page no longer keeps a place: what is still not there may come late or never.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The preview of a discussion.</summary>
    public async Task<PreviewCard> OfAsync(DiscussionRow row, CancellationToken stop = default)
    {
        var view = row.Url is null ? null : await db.Set<LinkPreview>().AsNoTracking().Where(p => p.DiscussionId == row.Id)
            .Select(p => new PreviewView(p.DiscussionId, p.State, p.ReadAt, p.Site, p.Title, p.Description, p.Text, p.Width, p.Height)).SingleOrDefaultAsync(stop);
        return new PreviewCard(view, row.Screenshots > 0) { IsComing = view is null && await IsComingAsync(row, stop) };
    }

    /// <summary>A new report of its own whose link anybody may look at, as <see cref="ReadLink.EnqueueFor"/> has it.</summary>
    private async Task<bool> IsComingAsync(DiscussionRow row, CancellationToken stop) =>
        row is { Url: not null, IsOpen: true, MergedInto: null, Drill: null } && db.Time.GetUtcNow() - row.ReportedAt < Patience
        && await companies.FindAsync(db.OrganisationId, stop) is { ReadsLinks: true };

    /// <summary>Registers everything about previews.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<PreviewQueries>();
        services.AddSingleton<LookRoom>();
        services.AddSingleton<LinkLook>();
        services.AddJob<ReadLink, ReadLinkHandler>();
    }

    /// <summary>Maps them.</summary>
    public static void Map(ModelBuilder model) => model.Entity<LinkPreview>(preview =>
    {
        preview.ToTable("LinkPreviews");
        preview.Property(p => p.Site).HasMaxLength(LinkPreview.LongestSite);
        preview.Property(p => p.Title).HasMaxLength(Discussion.LongestTitle);
        preview.Property(p => p.Description).HasMaxLength(LinkPreview.LongestDescription);
        preview.Property(p => p.Text).HasMaxLength(LinkPreview.LongestText);
        preview.HasIndex(p => p.DiscussionId).IsUnique();
        preview.HasOne<Discussion>().WithMany().HasForeignKey(p => p.DiscussionId).OnDelete(DeleteBehavior.Cascade);
    });

    /// <summary>Maps where the picture is.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/desk/discussions/{id:guid}/preview", async (Guid id, AppDb db, CancellationToken stop) =>
        await db.Set<LinkPreview>().Where(p => p.DiscussionId == id).Select(p => p.Bytes).SingleOrDefaultAsync(stop) is { } bytes ? Results.Bytes(bytes, "image/webp") : Results.NotFound())
        .RequireAuthorization(Policies.Desk);
}
