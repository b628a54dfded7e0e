using Mitreden.Foundation.Data;

namespace Mitreden.Placement;

/// <summary>A person's own sheet of the placement; what stands in it is a <see cref="Walk"/>.</summary>
public sealed class Sheet : SealedRow
{
    /// <inheritdoc />
    public override string Purpose => "placement";
}
