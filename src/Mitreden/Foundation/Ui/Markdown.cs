using Markdig;
using Microsoft.AspNetCore.Html;

namespace Mitreden.Foundation.Ui;

/// <summary>Markdown to HTML, the same everywhere: no HTML, no pictures from elsewhere.</summary>
public static class Markdown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UseAutoLinks().Build();

    /// <summary>The HTML of a text that authors have written.</summary>
    public static IHtmlContent Html(string text) => new HtmlString(Markdig.Markdown.ToHtml(text, Pipeline));
}
