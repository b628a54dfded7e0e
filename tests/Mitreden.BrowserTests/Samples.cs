using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Accounts;
using Mitreden.Accounts.Returning;
using Mitreden.Announcements.Rounds;
using Mitreden.Announcements.Writing;
using Mitreden.Desk;
using Mitreden.Desk.Afterwards;
using Mitreden.Desk.Drills;
using Mitreden.Foundation.Media;
using Mitreden.Foundation.Web;
using Mitreden.Guidelines.Reading;
using Mitreden.Launch.Plan;
using Mitreden.Launch.Templates;
using Mitreden.Organisations;
using Mitreden.Participation.Ideas;

namespace Mitreden.BrowserTests;

/// <summary>What has to be there so that each page has something to show, and where that is: route and address.</summary>
internal static class Samples
{
    private const string Link = "https://forum.example/beitrag/";

    /// <summary>Gives Jana every role and makes the rest around her.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> MakeAsync(TestApp app)
    {
        var (jana, cem, stefan) = (await app.PersonAsync("jana"), await app.PersonAsync("cem"), await app.PersonAsync("stefan"));
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var organisation = jana.OrganisationId;
        var own = Report(jana, "Drei Wochen Wartezeit", now);
        var open = Report(cem, "Warum antwortet hier niemand?", now);
        open.Acknowledge(jana.Id, now);
        var closed = Report(cem, "Ist die Dichtung wirklich dicht?", now);
        closed.Acknowledge(jana.Id, now);
        closed.Resolve(jana.Id, Outcome.Calmed, "Die Dichtung ist da.", now);
        var exercise = Exercise.Begin(closed, jana.Id, now);
        var project = LaunchProject.Begin(organisation, "small", new DateOnly(2027, 3, 1), now);
        var step = LaunchStep.Own(project, "before", "Das Postfach einrichten", "", ["lead"], 0, 0, now);
        var video = Video.Add(organisation, "Rundgang", VideoKind.Mp4, 1, Guid.CreateVersion7(now), now);
        video.Describe("Rundgang", "WEBVTT", "");
        var question = Mitreden.Questions.Question.Ask(organisation, "Darf ich das teilen?", null, DateOnly.FromDateTime(now.UtcDateTime).AddDays(-2));
        var drill = Drill.Plan(organisation, new DrillPlan("mild", "Pumpe", now, now.AddHours(1), 15), now, now);
        drill.Start(now);
        drill.End(new DrillTimes(now, now, now, now, now), now);
        var idea = Idea.Write(organisation, "Ein Blick in die Montage", "Eine Minute genügt.", null, DateOnly.FromDateTime(now.UtcDateTime));
        var published = idea.Publish("Ein Blick in die Montage", "Eine Minute genügt.", stefan.Id, now);
        var template = OwnTemplate.Of(organisation, LaunchTemplate.Shipped[0], now);
        var (news, draft) = (Announcement.Begin(organisation, stefan.Id, now), Announcement.Begin(organisation, stefan.Id, now));
        news.Write(NewsWords.Of("Wir fangen an", "Im Mai.", "", ""), new NewsFrame([], "", null, false), stefan.Id, now);
        news.Publish(stefan.Id, now);
        draft.Write(NewsWords.Of("Noch ein Entwurf", "Wer liest gegen?", "", ""), new NewsFrame([], "", null, false), stefan.Id, now);
        draft.Offer(true, now);
        var round = FeedbackRound.Begin(organisation, RoundTemplate.Shipped[0], stefan.Id, now);
        round.Open(DateOnly.FromDateTime(now.UtcDateTime), 10, stefan.Id);
        var gone = Person.Add(organisation, "Gert Gegangen", null, "Montage", "de", Role.None, now);
        gone.Leave(now);
        var guest = Person.Add(organisation, "Nora Neu", "nora.neu@muster.example", "Montage", "de", Role.None, now);
        var guideline = OpenLink.Make(organisation, now);
        var (join, access, signIn, proof) = (Secret.New(), Secret.New(), Secret.New(), Secret.New());
        await app.WithDbAsync(organisation, async db =>
        {
            (await db.Set<Person>().SingleAsync(p => p.Id == jana.Id)).Give(Enum.GetValues<Role>().Aggregate((a, b) => a | b));
            db.AddRange(own, open, closed, exercise, project, step, video, VideoPart.Of(organisation, video.FileId, 0, [1]), question, guest, guideline);
            db.AddRange(drill, idea, published, template, news, draft, round, gone);
            db.Add(Invitation.Invite(organisation, guest.Id, jana.Id, join, null, now));
            db.Add(NewAccess.Give(organisation, stefan.Id, jana.Id, access, now));
            db.AddRange(SignInLink.For(cem.AccountId!.Value, signIn, now), SignInLink.For(jana.AccountId!.Value, proof, now, jana.Email));
            await db.SaveChangesAsync();
        });
        return new Dictionary<string, string>
        {
            ["/access/{token}"] = $"/access/{access}",
            ["/desk/drills/{id:guid}"] = $"/desk/drills/{drill.Id}",
            ["/involvement/ideas/{id:guid}"] = $"/involvement/ideas/{idea.Id}",
            ["/launch/templates/{id:guid}"] = $"/launch/templates/{template.Id}",
            ["/news/{id:guid}"] = $"/news/{news.Id}",
            ["/news/review/{id:guid}"] = $"/news/review/{draft.Id}",
            ["/news/round/{id:guid}"] = $"/news/round/{round.Id}",
            ["/news/rounds/{id:guid}"] = $"/news/rounds/{round.Id}",
            ["/news/write/{id:guid}"] = $"/news/write/{draft.Id}",
            ["/people/{id:guid}/leaving"] = $"/people/{gone.Id}/leaving",
            ["/desk/discussions/{id:guid}"] = $"/desk/discussions/{open.Id}",
            ["/desk/discussions/{id:guid}/debrief"] = $"/desk/discussions/{closed.Id}/debrief",
            ["/desk/discussions/{id:guid}/exercise"] = $"/desk/discussions/{closed.Id}/exercise",
            ["/desk/discussions/{id:guid}/playbooks/{key}"] = $"/desk/discussions/{open.Id}/playbooks/PB1",
            ["/desk/exercises/{id:guid}"] = $"/desk/exercises/{exercise.Id}",
            ["/desk/reports/{id:guid}"] = $"/desk/reports/{own.Id}",
            ["/error/{code:int}"] = "/error/404",
            ["/guideline/edit/rules/{rule}"] = "/guideline/edit/rules/R01",
            ["/guideline/open/{token}"] = guideline.Path,
            ["/guideline/rules/{rule}"] = "/guideline/rules/R01",
            ["/join/{token}"] = $"/join/{join}",
            ["/launch/steps/{id:guid}"] = $"/launch/steps/{step.Id}",
            ["/launch/texts/{key?}"] = "/launch/texts/promise",
            ["/learning/content/items/{key}"] = "/learning/content/items/T01",
            ["/learning/content/items/{key}/versions"] = "/learning/content/items/T01/versions",
            ["/learning/content/scenarios/{key}"] = "/learning/content/scenarios/S1",
            ["/learning/content/scenarios/{key}/versions"] = "/learning/content/scenarios/S1/versions",
            ["/learning/content/units/{key}"] = "/learning/content/units/K1",
            ["/learning/content/units/{key}/versions"] = "/learning/content/units/K1/versions",
            ["/learning/content/videos/upload/{id:guid?}"] = "/learning/content/videos/upload",
            ["/learning/content/videos/{id:guid}"] = $"/learning/content/videos/{video.Id}",
            ["/learning/scenarios/{scenarioId}"] = "/learning/scenarios/S1",
            ["/learning/units/{unitId}"] = "/learning/units/K1",
            ["/learning/units/{unitId}/done"] = "/learning/units/K1/done",
            ["/me/address/{token}"] = $"/me/address/{proof}",
            ["/people/{id:guid}"] = $"/people/{stefan.Id}",
            ["/people/{id:guid}/access"] = $"/people/{stefan.Id}/access",
            ["/people/{id:guid}/invitation"] = $"/people/{guest.Id}/invitation",
            ["/placement/door/{unitId}"] = "/placement/door/K1",
            ["/questions/desk/{id:guid}"] = $"/questions/desk/{question.Id}",
            ["/sign-in/link/{token?}"] = $"/sign-in/link/{signIn}",
        };
    }

    private static Discussion Report(Person by, string about, DateTimeOffset now)
    {
        var key = Guid.CreateVersion7(now);
        return Discussion.Report(by.OrganisationId, by.Id, new Shared(key, about, about, Link + key, 0), Involvement.Wrote, now);
    }
}
