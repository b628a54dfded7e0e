using Mitreden.Foundation.Data;

namespace Mitreden.Foundation.Nameless;

/// <summary>A row in a box that may get another key, because nothing refers to it: by its key nobody finds it again in the next copy of the database.</summary>
public interface IRekeyed : IUnordered
{
    /// <summary>The key, random.</summary>
    Guid Id { get; }

    /// <summary>Gets another random key.</summary>
    void Rekey();
}
