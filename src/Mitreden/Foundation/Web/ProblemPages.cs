using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Mitreden.Foundation.Web;

/// <summary>Turns every failure into a page that says what happened and what to do, or JSON for scripts.</summary>
public static class ProblemPages
{
    /// <summary>Registers the pages.</summary>
    public static void AddProblemPages(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.Configure<RazorPagesOptions>(pages => pages.Conventions.ConfigureFilter(new HandledOnly()));
    }

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

    /// <summary>True when a script asked, not a person: it says so itself, or the address is <see cref="ForPrograms"/>.</summary>
    public static bool WantsJson(this HttpRequest request) =>
        request.Headers.Accept.ToString().StartsWith("application/json", StringComparison.Ordinal) || Asked(request.HttpContext)?.Metadata.GetMetadata<ForPrograms>() is not null;

    /// <summary>True for the second run of a request that has failed, which shows the error page.</summary>
    internal static bool IsErrorPage(HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null;

    /// <summary>A failed request runs a second time as the error page; what was asked for first counts.</summary>
    private static Endpoint? Asked(HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>()?.Endpoint ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint();
}

/// <summary>What a page has no handler for leads nowhere; else the page would be drawn with nothing read, and fail.</summary>
internal sealed class HandledOnly : IAsyncPageFilter
{
    /// <inheritdoc />
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    /// <inheritdoc />
    public Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var method = context.HttpContext.Request.Method;
        if (context.HandlerMethod is not null || HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || ProblemPages.IsErrorPage(context.HttpContext)) return next();
        context.Result = new NotFoundResult();
        return Task.CompletedTask;
    }
}

/// <summary>Marks an address that only programs ask, so that its failures are problem JSON whatever the program says it accepts.</summary>
public sealed class ForPrograms;

/// <summary>Marks an address whose body is signed: nobody may read it before the handler has checked the signature over its bytes.</summary>
public sealed class SignedBody;

/// <summary>Marks the one address behind all others, which leads nowhere: of what is sent there nothing is read.</summary>
public sealed class Nowhere;

/// <summary>Marks an address that takes a whole form from people who are not signed in: a report with its pictures survives a session that has run out.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TakesPicturesAttribute : Attribute;
