using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Web;

namespace Mitreden.Foundation.Media;

/// <summary>
/// Lets one page take a video, where every other address takes 10 MB. The body is read only once it is known that the person may send it, and
/// goes to the disk and not into the memory; the page then finds an ordinary form.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LargeUploadAttribute : Attribute, IAsyncAuthorizationFilter, IOrderedFilter
{
    /// <summary>In the query of the page when what was sent was too much; then nothing of it has been read.</summary>
    public const string TooLarge = "large";

    /// <summary>Value of <see cref="TooLarge"/> when the organisation has no room left.</summary>
    public const string Full = "full";
    private const int LongestField = 64 * 1024;
    private const int MostFields = 16;

    private static long Most(HttpContext http) => http.RequestServices.GetRequiredService<MitredenSettings>().MostVideo * 1024L * 1024L;

    /// <summary>Before the form token is looked for, which stands in the form.</summary>
    public int Order => 0;

    /// <summary>Most bytes of one file.</summary>
    public static long Largest(MitredenSettings settings) => settings.LargestVideo * 1024L * 1024L;

    /// <inheritdoc />
    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        if (!HttpMethods.IsPost(http.Request.Method) || FormGate.WasRead(http)) return;
        var largest = Largest(http.RequestServices.GetRequiredService<MitredenSettings>());
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = largest + FormGate.Frame;
        // Only a form with files goes to the disk; everything else lies in memory, and there is room for a few short fields.
        var form = http.Request.HasFormContentType && http.Request.ContentType!.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase);
        if (form && await http.RequestServices.GetRequiredService<Videos>().BytesAsync(http.RequestAborted) + largest > Most(http))
        {
            context.Result = new RedirectResult($"{http.Request.Path}?{TooLarge}={Full}");
            return;
        }
        var status = await FormGate.ReadAsync(http, form ? largest : FormGate.LargestForm, LongestField, MostFields);
        if (status == StatusCodes.Status413PayloadTooLarge) context.Result = new RedirectResult($"{http.Request.Path}?{TooLarge}=yes");
        else if (status != 0) context.Result = new StatusCodeResult(status);
    }
}
