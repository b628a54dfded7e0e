using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Mitreden.Tests.Content;

/// <summary>What an author does with a form.</summary>
internal static class Author
{
    /// <summary>Writes into fields of a page.</summary>
    public static IDocument Write(this IDocument page, params (string Name, string Text)[] fields)
    {
        foreach (var (name, text) in fields)
            switch (page.QuerySelectorAll("#writing [name]").First(e => e.GetAttribute("name") == name))
            {
                case IHtmlTextAreaElement area: area.Value = text; break;
                case IHtmlSelectElement select: select.Value = text; break;
                case IHtmlInputElement { Type: "checkbox" } box: box.IsChecked = text == "true"; break;
                case IHtmlInputElement input: input.Value = text; break;
            }
        return page;
    }

    /// <summary>What stands in a field of a page.</summary>
    public static string Held(this IDocument page, string name) => page.QuerySelectorAll("#writing [name]").First(e => e.GetAttribute("name") == name) switch
    {
        IHtmlTextAreaElement area => area.Value,
        IHtmlSelectElement select => select.Value ?? "",
        IHtmlInputElement input => input.Value,
        _ => "",
    };

    /// <summary>Presses the button that does something with the draft.</summary>
    public static Task<HttpResponseMessage> DoAsync(this HttpClient author, IDocument page, string action) =>
        author.PressAsync(page.QuerySelectorAll("button[name=do]").First(b => b.GetAttribute("value") == action));

    /// <summary>Presses "publish".</summary>
    public static Task<HttpResponseMessage> PublishAsync(this HttpClient author, IDocument page) => author.PressAsync(page.QuerySelector("#writing .button--primary"));

    /// <summary>Writes into the fields of a piece and publishes it.</summary>
    public static async Task<IDocument> PublishAsync(this HttpClient author, string piece, params (string Name, string Text)[] fields) =>
        await author.FollowAsync(await author.PublishAsync((await author.GetPageAsync($"/learning/content/{piece}")).Write(fields)));
}
