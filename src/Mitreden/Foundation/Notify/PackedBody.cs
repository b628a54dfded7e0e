namespace Mitreden.Foundation.Notify;

/// <summary>Reads a body that may be packed otherwise than it says.</summary>
internal static class PackedBody
{
    /// <summary>The next bytes; 0 at the end.</summary>
    /// <exception cref="InvalidDataException">It is not packed as it says.</exception>
    public static async Task<int> ReadAsync(Stream body, Memory<byte> part, CancellationToken stop)
    {
        try
        {
            return await body.ReadAsync(part, stop);
        }
        catch (InvalidOperationException failure)
        {
            // That is how Brotli says that what came is none.
            throw new InvalidDataException("The body is not packed as it says.", failure);
        }
    }
}
