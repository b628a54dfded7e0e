using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Mitreden.BrowserTests.Journeys;

/// <summary>A film of the company's own, recorded by a browser, uploaded by an author without script, watched with captions in a unit.</summary>
public sealed class OwnVideoTests(Browser browser)
{
    private const string Recording = """
        async () => {
          const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 180 });
          const brush = canvas.getContext("2d");
          const painter = setInterval(() => { brush.fillStyle = `hsl(${Date.now() / 10 % 360} 60% 40%)`; brush.fillRect(0, 0, 320, 180); }, 40);
          const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: "video/webm;codecs=vp8" });
          const parts = [];
          recorder.ondataavailable = (event) => parts.push(event.data);
          recorder.start();
          await new Promise((done) => setTimeout(done, 2000));
          await new Promise((done) => { recorder.onstop = done; recorder.stop(); });
          clearInterval(painter);
          return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
        }
        """;

    [Theory, OnOne]
    public async Task A_film_is_uploaded_without_script_and_watched_with_captions(Database database)
    {
        await using var journey = await Journey.BeginAsync(browser, database);
        await journey.RunAsync(async () =>
        {
            var phone = await journey.PhoneAsync("anna");
            await journey.SignInAsync(phone, "anna");
            var film = (await phone.EvaluateAsync<int[]>(Recording)).Select(b => (byte)b).ToArray();
            var author = await journey.DeskAsync("miriam", script: false);
            await journey.SignInAsync(author, "miriam");
            await author.GotoAsync("/learning/content/videos");
            await author.ClickAsync("main .button--primary");
            await author.SetInputFilesAsync("#file", new FilePayload { Name = "Willkommen.webm", MimeType = "video/webm", Buffer = film });
            await author.ClickAsync("main .button--primary");
            await Expect(author.Locator("h1")).ToHaveTextAsync("Willkommen");
            await author.FillAsync("#captions", "WEBVTT\n\n00:00.000 --> 00:01.500\nSchön, dass du da bist.");
            await author.ClickAsync("main form .button--primary");
            await Expect(author.Locator(".notice--info")).ToContainTextAsync("Noch nirgends zu sehen");
            var id = new Uri(author.Url).AbsolutePath.Split('/')[^1];
            await author.GotoAsync("/learning/content/units/K1");
            var step = author.Locator("details[data-entry]").Filter(new LocatorFilterOptions { Has = author.Locator("select[name$='.video']") });
            await step.Locator("summary").First.ClickAsync();
            await step.Locator("select[name$='.video']").SelectOptionAsync(id);
            await author.ClickAsync("#writing .button--primary");
            await Expect(author.Locator(".notice--success")).ToContainTextAsync("Fassung 1 gilt jetzt");

            await phone.GotoAsync("/learning/units/K1");
            await phone.EvaluateAsync("async () => { const film = document.querySelector('video'); film.muted = true; await film.play(); }");
            await journey.UntilAsync(() => phone.EvaluateAsync<bool>("() => { const film = document.querySelector('video'); return film.currentTime > 0.2 && film.textTracks[0].cues?.length === 1; }"));
            await phone.ClickAsync(".video summary");
            await Expect(phone.Locator(".video details")).ToContainTextAsync("Schön, dass du da bist.");
            await Journey.AxeAsync(phone);
            var desk = await journey.DeskAsync("miriam-script");
            await journey.SignInAsync(desk, "miriam");
            foreach (var path in new[] { "/learning/content/videos", "/learning/content/videos/upload", $"/learning/content/videos/{id}" })
            {
                await desk.GotoAsync(path);
                await Journey.AxeAsync(desk);
            }
        });
    }
}
