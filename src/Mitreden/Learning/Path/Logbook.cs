using Mitreden.Foundation.Data;

namespace Mitreden.Learning.Path;

/// <summary>A person's own logbook of learning; what stands in it is a <see cref="Journey"/>.</summary>
public sealed class Logbook : SealedRow
{
    /// <inheritdoc />
    public override string Purpose => "learning";
}
