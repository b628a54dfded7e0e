using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.WebEncoders;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Media;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Providers;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Ui;

namespace Mitreden.Foundation.Web;

/// <summary>Registers everything that modules stand on, and the order in which a request passes through it.</summary>
public static class FoundationSetup
{
    /// <summary>Adds the foundation and the modules' services.</summary>
    public static void AddFoundation(this WebApplicationBuilder builder, IReadOnlyList<Module> modules)
    {
        var settings = builder.Configuration.GetSection("Mitreden").Get<MitredenSettings>() ?? new MitredenSettings();
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null) builder.WebHost.UseUrls(CommandLine.DefaultUrl);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = FormGate.LargestBody;
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.None)
            .AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None).AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.None)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error).AddFilter("Microsoft.EntityFrameworkCore.Update", LogLevel.None);
        var started = new Started();
        builder.Services.AddSingleton(started);
        foreach (var noise in Started.Noise) builder.Logging.AddFilter(noise, level => level >= LogLevel.Warning && started.Yes);
        builder.Services.PostConfigure<LoggerFilterOptions>(Silence.Keep);
        AddServices(builder.Services, settings, modules);
        foreach (var module in modules) module.AddServices(builder.Services, settings);
    }

    private static void AddServices(IServiceCollection services, MitredenSettings settings, IReadOnlyList<Module> modules)
    {
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddDatabase(settings, modules);
        services.AddSingleton<JobKinds>();
        services.AddSingleton<JobWorker>();
        services.AddHostedService(sp => sp.GetRequiredService<JobWorker>());
        services.AddRecurringClock();
        services.AddRecurring<CloseAnew, CloseAnewHandler>(TimeSpan.FromDays(1));
        services.AddMail();
        services.AddOutgoing();
        services.AddWebPush();
        services.AddMedia();
        services.AddProviders();
        services.AddHttpContextAccessor();
        services.AddScoped(sp => new CurrentPerson(sp.GetRequiredService<IHttpContextAccessor>().HttpContext?.User));
        services.AddTexts();
        services.AddUi();
        services.AddSingleton<Partials>();
        services.AddRazorPages(options => options.RootDirectory = "/");
        services.AddAccess();
        services.AddProblemPages();
        services.AddDataProtection().SetApplicationName("Mitreden").PersistKeysToDbContext<AppDb>();
        services.AddAntiforgery(o => (o.Cookie, o.HeaderName) = (HostCookies.OfForms(settings), "RequestVerificationToken"));
        services.Configure<CookieTempDataProviderOptions>(o => o.Cookie.Guard(settings, "mitreden-next"));
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddResponseCompression(o => o.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes.Except(["text/html"]), "image/svg+xml", "application/manifest+json"]);
        services.Configure<RequestLocalizationOptions>(Languages.Configure);
        services.Configure<ForwardedHeadersOptions>(o => Proxies.Trust(o, settings));
        services.AddHealth();
    }

    /// <summary>Builds the pipeline and maps the modules' endpoints.</summary>
    public static void UseFoundation(this WebApplication app, IReadOnlyList<Module> modules)
    {
        WarmUp.Begin(app.Services);
        app.UseForwardedHeaders();
        app.UseMiddleware<SecurityHeaders>();
        app.UseProblemPages();
        app.UseResponseCompression();
        app.UseStaticFiles(StaticFiles());
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<OrganisationOfRequest>();
        app.UseRateLimiter();
        app.UseMiddleware<FormGate>();
        app.UseRequestLocalization();
        app.UseAuthorization();
        app.MapRazorPages();
        app.MapHealth();
        app.MapMedia();
        app.MapProviders();
        foreach (var module in modules) module.MapEndpoints(app);
        // Without it the fallback policy would ask visitors to sign in for addresses that lead nowhere.
        app.MapFallback("{*path}", () => Results.NotFound()).AllowAnonymous().WithMetadata(new Nowhere());
    }

    private static StaticFileOptions StaticFiles()
    {
        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".webmanifest"] = "application/manifest+json";
        return new StaticFileOptions
        {
            ContentTypeProvider = types,
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                file.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "no-cache",
        };
    }
}

/// <summary>Gives the request's database context its organisation, once the session has been checked.</summary>
public sealed class OrganisationOfRequest(RequestDelegate next)
{
    /// <summary>Runs between authentication and everything that reads data.</summary>
    public Task InvokeAsync(HttpContext context, CurrentOrganisation organisation, CurrentPerson person)
    {
        if (person.IsSignedIn) organisation.Id = person.OrganisationId;
        return next(context);
    }
}
