using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Mitreden.Desk.Inbox;
using Mitreden.Desk.Reporting;
using Mitreden.Foundation.Media;
using Mitreden.Foundation.Notify;

namespace Mitreden.Desk.Previews;

/// <summary>
/// Looks at a link once, as a stranger without an account would, and brings back words and at most one picture. Everybody in the company may hand
/// in a link, so it reaches the open internet only, whatever the host has opened for others.
/// </summary>
public sealed class LinkLook(Outgoing outgoing)
{
    /// <summary>Most bytes of a page that are read, after unpacking; what comes after is left out.</summary>
    public const int MostBytes = 1024 * 1024;
    /// <summary>Most bytes of a picture; a larger one is left out.</summary>
    public const int MostPictureBytes = 2 * 1024 * 1024;
    /// <summary>Longest side of the picture that is kept, in pixels.</summary>
    public const int LongestSide = 800;
    /// <summary>Shortest side of a picture that shows anything; smaller ones count visitors.</summary>
    public const int ShortestSide = 50;
    /// <summary>Most time for the page, and again for its picture.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(6);

    private static readonly HashSet<string> Gates = new(["login", "login.php", "signin", "sign-in", "authwall", "checkpoint", "uas", "accounts", "consent", "anmelden"], StringComparer.OrdinalIgnoreCase);

    /// <summary>What stands there. It never fails: what cannot be read is one of the answers.</summary>
    /// <param name="url">The link as it was reported.</param>
    /// <param name="stop">Ends the look.</param>
    public async Task<Found> AtAsync(string url, CancellationToken stop)
    {
        try
        {
            var answer = await outgoing.SendAsync(Get(Secure(url), "text/html,application/xhtml+xml,text/plain;q=0.5", MostBytes, cutOff: true), stop);
            if (Refusal(answer) is { } why) return Found.Nothing(why);
            var type = MediaTypeHeaderValue.TryParse(answer.Headers.GetValueOrDefault("Content-Type", "text/html"), out var named) ? named.MediaType : null;
            if (type is not ("text/html" or "application/xhtml+xml" or "text/plain")) return Found.Nothing(PreviewState.NoPage);
            var text = PageLetters.Read(answer.Body, answer.Headers.GetValueOrDefault("Content-Type"));
            var words = type == "text/plain" ? PageWords.None with { Text = PageWords.Blocks(text, LinkPreview.LongestText) } : PageWords.Read(text);
            if (words.AsksToSignIn && !words.IsIntroduced) return Found.Nothing(PreviewState.Closed);
            if (words.Title.Length + words.Description.Length + words.Text.Length == 0) return Found.Nothing(PreviewState.NoPage);
            if (words.Site.Length == 0) words = words with { Site = PageWords.Line(Headline.Host(answer.Address.AbsoluteUri) ?? "", LinkPreview.LongestSite) };
            return new Found(PreviewState.Read, words, await PictureAsync(answer.Address, words.Picture, stop));
        }
        catch (OutgoingException)
        {
            return Found.Nothing(PreviewState.Silent);
        }
    }

    /// <summary>Most links of old are the same page with https, and nothing is asked without it.</summary>
    private static string Secure(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var plain) && plain.Scheme == Uri.UriSchemeHttp && plain.IsDefaultPort ? "https" + url[4..] : url;

    private static OutgoingRequest Get(string address, string accept, int most, bool cutOff) => new(HttpMethod.Get, address)
    {
        OnlyOutside = true, CutOff = cutOff, MostBytes = most, Longest = Longest, Headers = new Dictionary<string, string> { ["Accept"] = accept, ["Accept-Language"] = "de,en;q=0.5" },
    };

    private static PreviewState? Refusal(OutgoingAnswer answer) => answer.Status switch
    {
        HttpStatusCode.NotFound or HttpStatusCode.Gone => PreviewState.Gone,
        >= HttpStatusCode.InternalServerError and <= (HttpStatusCode)599 => PreviewState.Silent,
        _ when !answer.IsSuccess || answer.Address.Segments.Any(s => Gates.Contains(s.Trim('/'))) => PreviewState.Closed,
        _ => null,
    };

    private async Task<Picture?> PictureAsync(Uri page, string? address, CancellationToken stop)
    {
        // Marks without a shape are no part of an address; one between slashes makes the reader of addresses fail.
        if (address is not { Length: <= OutgoingAddress.Longest } || address.Any(c => c == '\\' || char.GetUnicodeCategory(c) == UnicodeCategory.Format) || !Uri.TryCreate(page, address, out var picture)) return null;
        try
        {
            var answer = await outgoing.SendAsync(Get(Secure(picture.AbsoluteUri), "image/webp,image/png,image/jpeg,image/gif", MostPictureBytes, cutOff: false), stop);
            return answer.IsSuccess && await PictureReader.ReadAsync(() => Task.FromResult(answer.Body), stop, LongestSide, stranger: true) is { Width: >= ShortestSide, Height: >= ShortestSide } read ? read : null;
        }
        catch (OutgoingException)
        {
            return null;
        }
    }
}
