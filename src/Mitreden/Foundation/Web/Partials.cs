using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Mitreden.Foundation.Web;

/// <summary>Renders a partial outside a page, for the live stream.</summary>
public sealed class Partials(IRazorViewEngine engine, ITempDataProvider temp)
{
    /// <summary>Renders the partial at an absolute path with a model, in the language of the request.</summary>
    public async Task<string> RenderAsync<T>(HttpContext context, string path, T model)
    {
        var action = new ActionContext(context, new RouteData(), new ActionDescriptor());
        var found = engine.GetView(null, path, isMainPage: false);
        found.EnsureSuccessful([path]);
        await using var text = new StringWriter();
        var data = new ViewDataDictionary<T>(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = model };
        await found.View!.RenderAsync(new ViewContext(action, found.View, data, new TempDataDictionary(context, temp), text, new HtmlHelperOptions()));
        return text.ToString().Trim();
    }
}
