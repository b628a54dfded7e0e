using Mitreden.Organisations.Contracts;

namespace Mitreden.Organisations.Import;

/// <summary>Somebody whom the file names properly.</summary>
/// <param name="Line">Line of the file.</param>
/// <param name="Id">Key the person will have; makes taking the list over twice harmless.</param>
/// <param name="Name">First and last name.</param>
/// <param name="Email">Work address in lower case, or null.</param>
/// <param name="Department">Department, maybe empty.</param>
/// <param name="Language"><c>de</c> or <c>en</c>.</param>
public sealed record GoodLine(int Line, Guid Id, string Name, string? Email, string Department, string Language);

/// <summary>Why a line cannot be taken over.</summary>
/// <param name="Key">Key of the text.</param>
/// <param name="Values">What the text names, such as another line.</param>
public sealed record Reason(string Key, params object[] Values)
{
    /// <summary>The reason for a fault.</summary>
    public static Reason Of(PersonFault fault) => new($"Fault.{fault}", PersonRules.Most(fault) ?? 0);
}

/// <summary>A line that is not taken over.</summary>
/// <param name="Line">Line of the file.</param>
/// <param name="Text">What stands there, shortened.</param>
/// <param name="Reasons">Every reason.</param>
public sealed record BadLine(int Line, string Text, IReadOnlyList<Reason> Reasons);

/// <summary>What a file would bring, before anything is stored.</summary>
/// <param name="Good">Lines that can be taken over.</param>
/// <param name="Bad">Lines that cannot, each with its reasons.</param>
/// <param name="Ignored">Headings of columns that are not taken over.</param>
public sealed record Preview(IReadOnlyList<GoodLine> Good, IReadOnlyList<BadLine> Bad, IReadOnlyList<string> Ignored);

/// <summary>The file as a whole cannot be read; the message is a text key with its values.</summary>
public sealed record Unreadable(string Key, params object[] Values);
