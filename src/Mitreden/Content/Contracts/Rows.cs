namespace Mitreden.Content.Contracts;

/// <summary>A piece of content in a list.</summary>
/// <param name="Href">Where it is written.</param>
/// <param name="Key">Its name.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Note">What else to know.</param>
/// <param name="IsOwn">True when the organisation has written it.</param>
public sealed record ContentRow(string Href, string Key, string Title, string Note, bool IsOwn);

/// <summary>Pieces of a kind, as a list shows them.</summary>
/// <param name="Address">The address of the list.</param>
/// <param name="Query">What was searched for.</param>
/// <param name="Rows">What was found.</param>
/// <param name="New">Where a new piece is begun.</param>
public sealed record ContentRows(string Address, string? Query, IReadOnlyList<ContentRow> Rows, string New)
{
    /// <summary>True when a piece with those texts is among what was searched for.</summary>
    public static bool Finds(string? query, string key, IEnumerable<string> texts) => string.IsNullOrWhiteSpace(query)
        || texts.Prepend(key).Any(t => t.Contains(query.Trim(), StringComparison.CurrentCultureIgnoreCase));
}
