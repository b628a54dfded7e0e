using System.Globalization;
using System.Text;
using QRCoder;

namespace Mitreden.Foundation.Ui;

/// <summary>A QR code as the path of an SVG: crisp on paper, and without a style attribute that the browser would refuse.</summary>
/// <param name="Size">Width and height in modules, with the quiet zone that cameras need.</param>
/// <param name="Path">Path data of all dark modules.</param>
public sealed record QrPicture(int Size, string Path)
{
    /// <summary>Draws a link; a quarter of it may be dirty or creased.</summary>
    public static QrPicture Of(string link)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(link, QRCodeGenerator.ECCLevel.Q);
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
        {
            var row = code.ModuleMatrix[y];
            for (var x = 0; x < row.Count; x++)
            {
                var start = x;
                while (x < row.Count && row[x]) x++;
                if (x > start) path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start}v1h-{x - start}z");
            }
        }
        return new QrPicture(code.ModuleMatrix.Count, path.ToString());
    }
}
