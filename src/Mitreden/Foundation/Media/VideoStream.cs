using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;

namespace Mitreden.Foundation.Media;

/// <summary>The file of a video as a stream that can begin anywhere. It holds one part at a time, and no connection between two parts.</summary>
internal sealed class VideoStream(AppDb db, Guid file, long length) : Stream
{
    private int _number = -1;
    private byte[] _part = [];

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => length;
    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= length) return 0;
        var (number, at) = ((int)(Position / VideoPart.Size), (int)(Position % VideoPart.Size));
        if (number != _number)
        {
            // An author has removed the film for more than an hour: the rest does not come any more.
            _part = await db.Set<VideoPart>().AsNoTracking().Where(p => p.FileId == file && p.Number == number).Select(p => p.Bytes).SingleOrDefaultAsync(cancellationToken)
                ?? throw new IOException("The file is gone.");
            _number = number;
        }
        var count = Math.Min(buffer.Length, _part.Length - at);
        _part.AsMemory(at, count).CopyTo(buffer);
        Position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => Position + offset, _ => length + offset };

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Flush() { }
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
