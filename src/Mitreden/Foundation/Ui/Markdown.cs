using System.Text.Encodings.Web;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Html;

namespace Mitreden.Foundation.Ui;

/// <summary>Markdown to HTML, the same everywhere: no HTML, no pictures from elsewhere, links into the web and by mail only.</summary>
public static class Markdown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UseAutoLinks().Build();

    /// <summary>Longest text that is read as Markdown, in characters: reading takes time with the square of the length.</summary>
    public const int Longest = 20_000;

    /// <summary>The HTML of a text that authors have written. What is too long or nested too deep to be read is shown as it is.</summary>
    public static IHtmlContent Html(string text)
    {
        try
        {
            return text.Length > Longest ? Plain(text) : Read(text);
        }
        catch (ArgumentException)
        {
            // Markdig refuses more than about 128 levels of nesting.
            return Plain(text);
        }
    }

    private static HtmlString Plain(string text) => new($"<p>{HtmlEncoder.Default.Encode(text)}</p>");

    private static HtmlString Read(string text)
    {
        var document = Markdig.Markdown.Parse(text, Pipeline);
        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            if (link.IsImage || !IsSafe(link.Url)) link.ReplaceBy(new ContainerInline());
            // Where it leads somebody need not know that the company has a Mitreden, and where.
            else link.GetAttributes().AddPropertyIfNotExist("rel", "noreferrer");
        }
        foreach (var link in document.Descendants<AutolinkInline>().ToList())
        {
            if (!link.IsEmail && !IsSafe(link.Url)) link.ReplaceBy(new LiteralInline(link.Url));
            else link.GetAttributes().AddPropertyIfNotExist("rel", "noreferrer");
        }
        return new HtmlString(document.ToHtml(Pipeline));
    }

    private static bool IsSafe(string? address) => address is not null && (address.StartsWith('/') && !address.StartsWith("//", StringComparison.Ordinal)
        || Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto");
}
