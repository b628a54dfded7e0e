using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Organisations.Import;

/// <summary>Compares a preview with the company, carries it sealed through the browser, and takes it over as a whole or not at all.</summary>
public sealed class Taking(AppDb db, IDataProtectionProvider protection)
{
    // Umlauts as they are: a sealed list of 1 MB must stay far below the largest form value.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The preview as it travels: readable and changeable by nobody, valid in this organisation only.</summary>
    public string Seal(Preview preview) => Protector().Protect(JsonSerializer.Serialize(preview.Good, Json));

    /// <summary>The lines that were sealed, or null when somebody changed them.</summary>
    public IReadOnlyList<GoodLine>? Open(string? sealedLines)
    {
        try
        {
            return string.IsNullOrEmpty(sealedLines) ? null : JsonSerializer.Deserialize<List<GoodLine>>(Protector().Unprotect(sealedLines), Json);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The preview with everybody marked bad who is in the company already.</summary>
    public async Task<Preview> CompareAsync(Preview preview, CancellationToken stop)
    {
        var people = await db.People.AsNoTracking().Select(p => new { p.Name, p.Email, p.Department, Left = p.LeftAt != null }).ToListAsync(stop);
        var addresses = people.Where(p => p.Email != null).ToDictionary(p => p.Email!, p => p.Left);
        var nameless = people.Where(p => p.Email == null && !p.Left).Select(p => (p.Name.ToLowerInvariant(), p.Department.ToLowerInvariant())).ToHashSet();
        Reason? Known(GoodLine line)
        {
            if (line.Email is null) return nameless.Contains((line.Name.ToLowerInvariant(), line.Department.ToLowerInvariant())) ? new Reason("Import.SameTaken") : null;
            return !addresses.TryGetValue(line.Email, out var left) ? null : Reason.Of(left ? PersonFault.EmailOfFormer : PersonFault.EmailTaken);
        }
        var checkedLines = preview.Good.Select(line => (Line: line, Reason: Known(line))).ToList();
        var bad = checkedLines.Where(c => c.Reason != null).Select(c => new BadLine(c.Line.Line, Excerpt(c.Line), [c.Reason!]));
        return preview with
        {
            Good = [.. checkedLines.Where(c => c.Reason == null).Select(c => c.Line)],
            Bad = [.. preview.Bad.Concat(bad).OrderBy(b => b.Line)],
        };
    }

    /// <summary>Takes all lines over in one save, or none.</summary>
    /// <returns>Null when they are in; else the preview of now, with those marked who have come in meanwhile.</returns>
    public async Task<Preview?> TakeAsync(Guid organisation, IReadOnlyList<GoodLine> lines, CancellationToken stop)
    {
        if (await TakenAsync(lines, stop)) return null;
        var now = await CompareAsync(new Preview(lines, [], []), stop);
        if (now.Bad.Count > 0) return now;
        foreach (var l in lines) db.Add(Person.Add(organisation, l.Name, l.Email, l.Department, l.Language, Role.None, db.Time.GetUtcNow(), l.Id));
        try
        {
            await db.SaveChangesAsync(stop);
            return null;
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            // Somebody was faster between the comparison and the save: the database refused the whole list.
            db.ChangeTracker.Clear();
            if (await TakenAsync(lines, stop)) return null;
            now = await CompareAsync(new Preview(lines, [], []), stop);
            if (now.Bad.Count == 0) throw;
            return now;
        }
    }

    /// <summary>True when this very list is in already: a second tap, or the back button.</summary>
    private Task<bool> TakenAsync(IReadOnlyList<GoodLine> lines, CancellationToken stop)
    {
        var first = lines[0].Id;
        return db.People.AnyAsync(p => p.Id == first, stop);
    }

    private IDataProtector Protector() => protection.CreateProtector("people-import", db.OrganisationId.ToString());

    private static string Excerpt(GoodLine line) => string.Join(", ", new[] { line.Name, line.Email, line.Department }.Where(t => !string.IsNullOrEmpty(t)));
}
