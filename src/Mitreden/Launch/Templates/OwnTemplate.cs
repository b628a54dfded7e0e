using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Data;

namespace Mitreden.Launch.Templates;

/// <summary>A plan that somebody keeps to use it again: without names, notes and dates, with its distances in time.</summary>
/// <remarks>Who has kept it is not stored: it is a plan, not a deed.</remarks>
public sealed class OwnTemplate : IOrganisationOwned
{
    /// <summary>Most templates of an organisation.</summary>
    public const int Most = 30;
    /// <summary>Most characters as it is stored.</summary>
    public const int Longest = 400_000;

    private OwnTemplate() { }

    /// <summary>Key.</summary>
    [Stored("identifies the template", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>The plan as a <see cref="LaunchTemplate"/>.</summary>
    [Stored("is a plan to be used again", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Json { get; private set; } = "";
    /// <summary>When it last changed.</summary>
    [Stored("tells how old the template is", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public DateTimeOffset ChangedAt { get; private set; }
    /// <summary>Counts changes, so that nobody overwrites what somebody else has just written.</summary>
    [Stored("keeps two people from overwriting each other", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public int Version { get; private set; }

    /// <summary>The plan.</summary>
    public LaunchTemplate Plan => ContentFile.Read<LaunchTemplate>("template", Json);

    /// <summary>Keeps a plan that has been checked (<see cref="TemplateCheck"/>).</summary>
    /// <exception cref="LaunchException">See <see cref="Write"/>.</exception>
    public static OwnTemplate Of(Guid organisation, LaunchTemplate plan, DateTimeOffset now)
    {
        var template = new OwnTemplate { Id = Guid.CreateVersion7(now), OrganisationId = organisation };
        template.Write(plan, now);
        return template;
    }

    /// <summary>Changes it. Plans that were made from it before stay as they are.</summary>
    /// <exception cref="LaunchException">There are faults in it, or it is too large.</exception>
    public void Write(LaunchTemplate plan, DateTimeOffset now)
    {
        if (TemplateCheck.Faults(plan).Any()) throw new LaunchException(LaunchFault.Template, nameof(plan));
        var json = ContentFile.Write(plan);
        if (json.Length > Longest) throw new LaunchException(LaunchFault.TemplateSize, nameof(plan));
        (Json, ChangedAt, Version) = (json, now, Version + 1);
    }

    internal static void Map(EntityTypeBuilder<OwnTemplate> template)
    {
        template.ToTable("LaunchTemplates");
        template.Property(t => t.Json).HasMaxLength(Longest);
        template.Property(t => t.Version).IsConcurrencyToken();
        template.Ignore(t => t.Plan);
    }
}
