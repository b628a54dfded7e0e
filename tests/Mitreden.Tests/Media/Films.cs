using System.Buffers.Binary;
using System.Net;
using System.Text;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Media;

namespace Mitreden.Tests.Media;

/// <summary>Files that look like films to whoever reads their structure, and what authors do with them.</summary>
internal static class Films
{
    /// <summary>Captions without a fault.</summary>
    public const string Captions = "WEBVTT\n\n00:01.000 --> 00:02.500\nErst lesen.\n\n00:02.600 --> 00:04.000\nDann <b>warten</b> &amp; atmen.\n\n00:08.000 --> 00:09.000\nUnd melden.";

    /// <summary>An MPEG-4 file of three boxes; its bytes count upwards, so that each tells its place.</summary>
    public static byte[] Mp4(int film = 600_000, string brand = "isom")
    {
        var bytes = new byte[film];
        for (var n = 0; n < film; n++) bytes[n] = (byte)(n % 251);
        return [.. Box("ftyp", [.. Encoding.ASCII.GetBytes(brand), 0, 0, 2, 0, .. "mp41"u8]), .. Box("moov", new byte[64]), .. Box("mdat", bytes)];
    }

    /// <summary>A WebM file with a segment of so many bytes.</summary>
    public static byte[] Webm(int film = 1000, string kind = "webm", int promised = -1)
    {
        var head = new byte[] { 0x1A, 0x45, 0xDF, 0xA3, 0x9F, 0x42, 0x86, 0x81, 0x01, 0x42, 0xF7, 0x81, 0x01, 0x42, 0xF2, 0x81, 0x04, 0x42, 0xF3, 0x81, 0x08, 0x42, 0x82, (byte)(0x80 + kind.Length) };
        var size = promised < 0 ? film : promised;
        return [.. head, .. Encoding.ASCII.GetBytes(kind), 0x42, 0x87, 0x81, 0x04, 0x42, 0x85, 0x81, 0x02, 0x18, 0x53, 0x80, 0x67, 0x10, (byte)(size >> 16), (byte)(size >> 8), (byte)size, .. new byte[film]];
    }

    /// <summary>Uploads a film as this author; null in place of an id uploads a new one.</summary>
    public static async Task<HttpResponseMessage> UploadAsync(this HttpClient author, byte[] file, string name = "Unser_Film.mp4", Guid? replaced = null)
    {
        var page = await author.GetPageAsync($"/learning/content/videos/upload{(replaced is null ? "" : $"/{replaced}")}");
        return await author.SubmitAsync(page.QuerySelector("main form"), [new TestFile("file", name, "video/mp4", file)]);
    }

    /// <summary>Uploads a film and gives it captions.</summary>
    public static async Task<Guid> AddFilmAsync(this HttpClient author, byte[] file, string captions = Captions)
    {
        using var answer = await author.UploadAsync(file);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var address = answer.Headers.Location!.OriginalString;
        var page = await author.GetPageAsync(address);
        using var saved = await author.SubmitAsync(page.QuerySelector("main form"), ("captions", captions));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        return Guid.Parse(address.Split('/')[^1]);
    }

    /// <summary>Names of the files that have parts in the database.</summary>
    public static async Task<IReadOnlyList<Guid>> FilesAsync(this TestApp app) =>
        await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<VideoPart>().Select(p => p.FileId).Distinct().ToListAsync());

    /// <summary>A form that goes elsewhere.</summary>
    public static IElement To(this IElement form, string action)
    {
        form.SetAttribute("action", action);
        return form;
    }

    private static byte[] Box(string name, byte[] content)
    {
        var head = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(head, content.Length + 8);
        Encoding.ASCII.GetBytes(name).CopyTo(head, 4);
        return [.. head, .. content];
    }
}
