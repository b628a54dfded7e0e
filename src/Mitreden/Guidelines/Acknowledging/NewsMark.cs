using Mitreden.Foundation.Data;

namespace Mitreden.Guidelines.Acknowledging;

/// <summary>Up to which version the person has seen the news. Sealed: whether somebody looks is nobody's business.</summary>
public sealed class NewsMark : SealedRow
{
    /// <inheritdoc />
    public override string Purpose => "guideline-news";
}

/// <summary>What stands in it.</summary>
public sealed record SeenNews
{
    /// <summary>Number of the newest version whose news were seen; 0 before the first.</summary>
    public int Version { get; init; }
}
