using Microsoft.AspNetCore.Diagnostics;

namespace Mitreden.Foundation.Web;

/// <summary>Turns every failure into a page that says what happened and what to do, or JSON for scripts.</summary>
public static class ProblemPages
{
    /// <summary>Registers the pages.</summary>
    public static void AddProblemPages(this IServiceCollection services) => services.AddProblemDetails();

    /// <summary>Shows <c>/error/CODE</c> for failures and empty answers.</summary>
    public static void UseProblemPages(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error/500",
            StatusCodeSelector = failure => failure is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePagesWithReExecute("/error/{0}");
    }

    /// <summary>True when a script asked, not a person.</summary>
    public static bool WantsJson(this HttpRequest request)
    {
        return request.Headers.Accept.ToString().StartsWith("application/json", StringComparison.Ordinal);
    }
}
