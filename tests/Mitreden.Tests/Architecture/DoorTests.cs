using Mitreden.Announcements.Rounds;
using Mitreden.Announcements.Writing;
using Mitreden.Desk;
using Mitreden.Desk.Afterwards;
using Mitreden.Desk.Drills;
using Mitreden.Desk.Previews;
using Mitreden.Desk.Reporting;
using Mitreden.Foundation.Media;
using Mitreden.Launch.Plan;
using Mitreden.Launch.Templates;

namespace Mitreden.Tests.Architecture;

/// <summary>Every endpoint as every visitor, against the table in <c>endpoints.tsv</c>.</summary>
/// <remarks>
/// The table says how far each gets: <c>in</c>, <c>sign-in</c> (is asked to sign in), <c>no</c> (403), <c>404</c>.
/// <c>MITREDEN_APPROVE=1 ./dev test DoorTests</c> writes it anew; read the difference before you commit it.
/// </remarks>
public sealed class DoorTests
{
    private static readonly string Table = Repository.At("tests", "Mitreden.Tests", "Architecture", "endpoints.tsv");

    [Theory, OnBoth]
    public async Task Everybody_gets_exactly_as_far_as_the_table_says(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database, JobLoop = true });
        var samples = await SamplesAsync(app);
        var visitors = await Visitors.ComeAsync(app);
        var found = new List<string>();
        foreach (var door in await Door.AllAsync(app))
        {
            var row = new List<string> { door.Method, door.Route };
            foreach (var name in Visitors.Names) row.Add(await door.KnockAsync(visitors[name], samples, $"10.200.{found.Count}.{row.Count}"));
            found.Add(string.Join('\t', row));
        }
        found.Insert(0, "method\troute\t" + string.Join('\t', Visitors.Names));
        if (Environment.GetEnvironmentVariable("MITREDEN_APPROVE") == "1" && database == Database.Sqlite) await File.WriteAllLinesAsync(Table, found);
        var known = await File.ReadAllLinesAsync(Table);
        Rule.Holds(found.Except(known).Select(row => $"+ {row}").Concat(known.Except(found).Select(row => $"- {row}")));
    }

    [Fact]
    public async Task Nobody_of_another_organisation_or_of_yesterday_gets_to_an_id()
    {
        var rows = (await File.ReadAllLinesAsync(Table)).Select(line => line.Split('\t')).ToList();
        var (former, foreign) = (Array.IndexOf(rows[0], "former"), Array.IndexOf(rows[0], "foreign"));
        Rule.Holds(rows.Where(r => r[1].Contains("{id", StringComparison.Ordinal) && (r[former] != "sign-in" || r[foreign] != "404"))
            .Select(r => $"{r[0]} {r[1]}: former {r[former]}, foreign {r[foreign]}; a foreign id is not found, and who has left signs in again"));
    }

    /// <summary>A discussion with a picture that the reporter has reported, a colleague, and secrets that open nothing.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> SamplesAsync(TestApp app)
    {
        var (cem, stefan) = (await app.PersonAsync("cem"), await app.PersonAsync("stefan"));
        var now = app.Time.GetUtcNow();
        var discussion = Discussion.Report(cem.OrganisationId, cem.Id, new Shared(Guid.CreateVersion7(now), "Probe", "Probe", "https://forum.example/1", 1), Involvement.Watching, now);
        var closed = Discussion.Report(cem.OrganisationId, cem.Id, new Shared(Guid.CreateVersion7(now), "Vorbei", "", "https://forum.example/2", 0), Involvement.Watching, now);
        closed.Acknowledge(stefan.Id, now);
        closed.Resolve(stefan.Id, Outcome.Calmed, "Vorbei", now);
        var exercise = Exercise.Begin(closed, stefan.Id, now);
        var project = LaunchProject.Begin(cem.OrganisationId, "small", new DateOnly(2027, 3, 1), now);
        var step = LaunchStep.Own(project, "before", "Probe", "", ["lead"], 0, 0, now);
        var template = OwnTemplate.Of(cem.OrganisationId, LaunchTemplate.Shipped[0], now);
        // One to be shown and one that an author removes.
        var (video, removed) = (Video.Add(cem.OrganisationId, "Probe", VideoKind.Mp4, 1, Guid.CreateVersion7(now), now), Video.Add(cem.OrganisationId, "Probe", VideoKind.Mp4, 1, Guid.CreateVersion7(now), now));
        var question = Mitreden.Questions.Question.Ask(cem.OrganisationId, "Probe", null, DateOnly.FromDateTime(now.UtcDateTime).AddDays(-2));
        var drill = Drill.Plan(cem.OrganisationId, new DrillPlan("mild", "Probe", now, now.AddHours(1), 15), now, now);
        drill.Start(now);
        // One that is read, and a draft that is open to second readers.
        var (news, draft) = (Announcement.Begin(cem.OrganisationId, stefan.Id, now), Announcement.Begin(cem.OrganisationId, stefan.Id, now));
        news.Write(NewsWords.Of("Probe", "Probe", "", ""), new NewsFrame([], "", null, false), stefan.Id, now);
        news.Publish(stefan.Id, now);
        draft.Offer(true, now);
        var round = FeedbackRound.Begin(cem.OrganisationId, RoundTemplate.Shipped[0], stefan.Id, now);
        round.Open(DateOnly.FromDateTime(now.UtcDateTime), 10, stefan.Id);
        var idea = Mitreden.Participation.Ideas.Idea.Write(cem.OrganisationId, "Probe", "Probe", null, new DateOnly(2027, 2, 1));
        var published = idea.Publish("Probe", "Probe", stefan.Id, now);
        await app.WithDbAsync(cem.OrganisationId, db =>
        {
            db.AddRange(idea, published);
            db.Add(drill);
            db.AddRange(closed, exercise, project, step, question, news, draft, round, template);
            db.Add(discussion);
            db.Add(Screenshot.Of(discussion, 1, new Picture([1], 1, 1)));
            db.Add(LinkPreview.Of(cem.OrganisationId, discussion.Id, new Found(PreviewState.Read, PageWords.None, new Picture([1], 1, 1)), now));
            video.Describe("Probe", "WEBVTT", "");
            video.Show(new Picture([1], 1, 1));
            db.AddRange(video, removed, VideoPart.Of(cem.OrganisationId, video.FileId, 0, [1]));
            return db.SaveChangesAsync();
        });
        return new Dictionary<string, string>
        {
            ["/desk/discussions/id"] = discussion.Id.ToString(), ["/desk/exercises/id"] = exercise.Id.ToString(), ["/desk/reports/id"] = discussion.Id.ToString(), ["/desk/drills/id"] = drill.Id.ToString(), ["/people/id"] = stefan.Id.ToString(), ["/questions/desk/id"] = question.Id.ToString(),
            ["/news/id"] = news.Id.ToString(), ["/news/write/id"] = news.Id.ToString(), ["/news/review/id"] = draft.Id.ToString(), ["/news/round/id"] = round.Id.ToString(), ["/news/rounds/id"] = round.Id.ToString(),
            ["/involvement/ideas/id"] = idea.Id.ToString(), ["/launch/steps/id"] = step.Id.ToString(), ["/launch/templates/id"] = template.Id.ToString(), ["/launch/texts/key"] = "promise", ["/media/videos/id"] = video.Id.ToString(), ["/learning/content/videos/id"] = removed.Id.ToString(), ["/learning/content/videos/upload/id"] = removed.Id.ToString(), ["language"] = "de",
            ["/learning/content/units/key"] = "K1", ["/learning/content/items/key"] = "T01", ["/learning/content/scenarios/key"] = "S1",
            ["id"] = Guid.CreateVersion7().ToString(), ["number"] = "1", ["code"] = "404", ["token"] = "unknown", ["secret"] = "unknown", ["unitId"] = "K1", ["key"] = "PB1", ["scenarioId"] = "S1", ["rule"] = "R01", ["provider"] = "youtube",
        };
    }
}
