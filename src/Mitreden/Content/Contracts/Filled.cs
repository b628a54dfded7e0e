using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Html;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;

namespace Mitreden.Content.Contracts;

/// <summary>Markdown of a draft as people will see it, with the author's own name and company put in.</summary>
public sealed class Filled(CurrentPerson me)
{
    /// <summary>Where a form asks for it while somebody types.</summary>
    public const string Address = "/content/prose";

    /// <summary>Plain text.</summary>
    public string Text(string text) => text.Replace("{company}", me.Company, StringComparison.Ordinal).Replace("{name}", me.Name, StringComparison.Ordinal);

    /// <summary>HTML; HTML in it is shown as text.</summary>
    public IHtmlContent Prose(string text) => Markdown.Html(Text(text));

    /// <summary>Answers the HTML of a text; nothing is stored.</summary>
    internal static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPost(Address, async (HttpContext context, IAntiforgery forms, Filled filled) =>
    {
        if (!await forms.IsRequestValidAsync(context)) return Results.BadRequest();
        return Results.Content(filled.Prose(context.Request.Form["text"].ToString()).ToString(), "text/html; charset=utf-8");
    }).RequireAuthorization(Policies.Author);
}
