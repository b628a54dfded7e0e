using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Mitreden.Foundation.Web;

namespace Mitreden.Foundation.Texts;

/// <summary>The languages of the product: German first, English complete.</summary>
public static class Languages
{
    /// <summary>Cookie with the language of somebody who is not signed in.</summary>
    public const string Cookie = "mitreden-language";

    /// <summary>Codes of all languages.</summary>
    public static readonly string[] All = ["de", "en"];

    /// <summary>The culture for a code; German for anything unknown. Dates in English are British.</summary>
    public static CultureInfo Culture(string? language) => CultureInfo.GetCultureInfo(language == "en" ? "en-GB" : "de-DE");

    /// <summary>The person's own language, then the cookie, then the browser's.</summary>
    public static void Configure(RequestLocalizationOptions options)
    {
        options.DefaultRequestCulture = new RequestCulture(Culture("de"));
        options.SupportedCultures = options.SupportedUICultures = [Culture("de"), Culture("en")];
        options.RequestCultureProviders = [new CustomRequestCultureProvider(context => Task.FromResult<ProviderCultureResult?>(Choose(context)))];
    }

    private static ProviderCultureResult Choose(HttpContext context)
    {
        var own = context.RequestServices.GetRequiredService<CurrentPerson>().Language ?? context.Request.Cookies[Cookie];
        var language = own ?? Wanted(context.Request);
        return new ProviderCultureResult(Culture(language).Name);
    }

    private static string? Wanted(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(l => l.Quality ?? 1)
        .Select(l => l.Value.Length >= 2 ? l.Value.Value![..2].ToLowerInvariant() : "")
        .FirstOrDefault(l => All.Contains(l));
}
