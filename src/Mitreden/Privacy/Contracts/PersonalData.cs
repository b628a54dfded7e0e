using Mitreden.Foundation.Data;

namespace Mitreden.Privacy.Contracts;

/// <summary>One part of what the system stores about a person, for the export.</summary>
/// <param name="Name">Stable English name, such as <c>account</c>; the key in the exported JSON.</param>
/// <param name="Content">A record, or a list of records, that is written as JSON.</param>
public sealed record PersonalDataPart(string Name, object Content);

/// <summary>Every module that stores personal data implements this: hand it out, and forget it.</summary>
public interface IPersonalData
{
    /// <summary>Everything the module stores about the person of the current organisation.</summary>
    Task<PersonalDataPart> ExportAsync(Guid person, CancellationToken stop);

    /// <summary>Removes what names the person, or cuts the link to them. The caller saves. Safe to repeat.</summary>
    Task EraseAsync(Guid person, CancellationToken stop);
}

/// <summary>Export and erasure across all modules.</summary>
public sealed class PersonalData(IEnumerable<IPersonalData> modules, AppDb db)
{
    /// <summary>Days after which the data of somebody who left is erased.</summary>
    public const int DaysAfterLeaving = 30;

    /// <summary>All parts, in the order of the modules.</summary>
    public async Task<IReadOnlyDictionary<string, object>> ExportAsync(Guid person, CancellationToken stop)
    {
        var parts = new Dictionary<string, object>();
        foreach (var module in modules)
        {
            var part = await module.ExportAsync(person, stop);
            parts.Add(part.Name, part.Content);
        }
        return parts;
    }

    /// <summary>Erases a person of the current organisation in every module, in one save.</summary>
    /// <remarks>The lowest module comes first: an upper one may still be asked who the person was.</remarks>
    public async Task EraseAsync(Guid person, CancellationToken stop)
    {
        foreach (var module in modules.Reverse()) await module.EraseAsync(person, stop);
        await db.SaveChangesAsync(stop);
    }
}
