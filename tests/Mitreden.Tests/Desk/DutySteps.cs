using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Desk.Duty;
using Mitreden.Foundation.Web;

namespace Mitreden.Tests.Desk;

/// <summary>What the tests of the roster do again and again.</summary>
internal static class DutySteps
{
    /// <summary>Who is on duty so many hours from now: "Jana Keller, Vertretung: Tobias Brandt".</summary>
    public static async Task<string> OnDutyAsync(TestApp app, int hours = 0)
    {
        await using var scope = app.Services.GetRequiredService<IServiceScopeFactory>().For(await app.DemoOrganisationAsync());
        var plan = await scope.ServiceProvider.GetRequiredService<DutyDesk>().PlanAsync(CancellationToken.None);
        var duty = plan.OnDutyAt(app.Time.GetUtcNow().AddHours(hours));
        string Name(Guid id) => plan.Desk.Single(m => m.Id == id).Name;
        return duty.First is not { } first ? duty.Everybody ? "alle" : "niemand" : duty.Backup is { } backup ? $"{Name(first)}, Vertretung: {Name(backup)}" : Name(first);
    }

    /// <summary>A form with the seven days, in which one day has these times.</summary>
    public static IElement Week(IDocument page, string handler, int day, string from, string until)
    {
        var form = handler.Length == 0 ? page.QuerySelector("main form[method=post]")! : DeskSteps.Form(page, handler);
        ((IHtmlInputElement)form.QuerySelectorAll("[name=from]")[day]).Value = from;
        ((IHtmlInputElement)form.QuerySelectorAll("[name=until]")[day]).Value = until;
        return form;
    }

    /// <summary>The administrator takes all roles from the person.</summary>
    public static async Task LeaveDeskAsync(TestApp app, string person)
    {
        var petra = await app.SignInAsync("petra");
        var page = await petra.GetPageAsync($"/people/{(await app.PersonAsync(person)).Id}");
        await petra.SubmitAndFollowAsync(page.QuerySelector("form:has([name=Name])"), ("Roles", null));
    }
}
