using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Mitreden.Foundation.Web;

namespace Mitreden.Foundation.Ui;

/// <summary><c>&lt;icon name="share" /&gt;</c>: an icon of the sprite; decoration unless it has a label.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper(Assets assets) : TagHelper
{
    /// <summary>Id in <c>icons.svg</c>.</summary>
    public string Name { get; set; } = "";
    /// <summary>Text for screen readers, when the icon stands alone.</summary>
    public string? Label { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "icon");
        if (Label is null) output.Attributes.SetAttribute("aria-hidden", "true");
        else
        {
            output.Attributes.SetAttribute("role", "img");
            output.Attributes.SetAttribute("aria-label", Label);
        }
        output.Content.SetHtmlContent($"<use href=\"{assets["/icons.svg"]}#{HtmlEncoder.Default.Encode(Name)}\"></use>");
    }
}

/// <summary>Gives every script its nonce, and every own script and style sheet the version of its content.</summary>
[HtmlTargetElement("script", Attributes = "asset")]
[HtmlTargetElement("link", Attributes = "asset")]
public sealed class AssetTagHelper(Assets assets) : TagHelper
{
    /// <summary>Path below <c>wwwroot</c>, with a leading slash.</summary>
    public string Asset { get; set; } = "";
    /// <summary>The view.</summary>
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var script = string.Equals(output.TagName, "script", StringComparison.OrdinalIgnoreCase);
        output.Attributes.SetAttribute(script ? "src" : "href", assets[Asset]);
        if (script) output.Attributes.SetAttribute("nonce", SecurityHeaders.Nonce(ViewContext.HttpContext));
    }
}
