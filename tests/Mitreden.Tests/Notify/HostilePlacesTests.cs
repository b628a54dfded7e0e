using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Mitreden.Desk.Channels;
using Mitreden.Desk.ChatIn;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Notify;
using Mitreden.Tests.Desk;
using Mitreden.Tests.Foundation;

namespace Mitreden.Tests.Notify;

/// <summary>Every place that sends to an address which somebody typed in meets the hostile ones: none takes them, and none is reached by them even past the form.</summary>
/// <remarks>Links in reports are proven in <c>LinkLookTests</c>; that there is no other place, in <c>WayOutTests</c>.</remarks>
public sealed class HostilePlacesTests
{
    private static readonly PushNotice Notice = new("Es wird jemand gebraucht", "Öffne den Desk.", "http://localhost/desk", "d1", "de", true, null, TimeSpan.FromMinutes(5));

    [Fact]
    public void No_channel_of_the_team_takes_a_hostile_address()
    {
        using var outgoing = new CannedNetwork([CannedNetwork.Somewhere]).Client();
        var (wrong, tried) = (new List<string>(), 0);
        foreach (var address in AsTyped(outgoing))
            foreach (var kind in Enum.GetValues<TeamChannelKind>())
            {
                tried++;
                var form = new TeamForm { Name = "Team", Address = address, Body = "{\"to\":\"{number}\",\"text\":\"{text}\"}", Numbers = "+4915112345678" };
                if (!form.Faults(kind, outgoing).Any(f => f is (nameof(TeamForm.Address), _))) wrong.Add($"{kind}: {address}");
            }
        Rule.Holds(wrong);
        Assert.True(tried > 1500, $"only {tried} were tried");
    }

    [Fact]
    public async Task Neither_page_takes_a_hostile_address_and_nothing_is_stored()
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions());
        using var browser = new FakeBrowser();
        var jana = await app.SignInAsync("jana");
        var outgoing = app.Services.GetRequiredService<Outgoing>();
        var device = DeviceSteps.Form(await jana.GetPageAsync("/desk/devices"), "Add");
        var channel = DeviceSteps.Form(await jana.GetPageAsync("/desk/channels?kind=Webhook"), "Add");
        var wrong = new List<string>();
        // What a form sends is the same for all of them; the rule behind it is proven with each.
        foreach (var address in AsTyped(outgoing).Where((_, n) => n % 8 == 0))
        {
            using var subscribed = await jana.SubmitAsync(device, ("endpoint", address), ("p256dh", browser.P256dh), ("auth", browser.Auth));
            using var added = await jana.SubmitAsync(channel, ("Name", "Haken"), ("Address", address));
            if ((subscribed.StatusCode, added.StatusCode) != (HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity)) wrong.Add($"{address}: {(int)subscribed.StatusCode} {(int)added.StatusCode}");
        }
        Rule.Holds(wrong);
        Assert.Empty(await app.DevicesAsync());
        Assert.Empty((await jana.GetPageAsync("/desk/channels")).QuerySelectorAll("article"));
    }

    /// <remarks>As if a row had been written by an older program, by hand, or by somebody who has found a way around the form.</remarks>
    [Fact]
    public async Task What_lies_there_already_is_sent_to_no_hostile_address()
    {
        var (found, asked, reached) = (new[] { CannedNetwork.Somewhere }, new List<string>(), new List<IPEndPoint>());
        var network = new OutgoingNetwork
        {
            ResolveAsync = (name, _) =>
            {
                asked.Add(name);
                return found.Length > 0 ? Task.FromResult(found) : throw new SocketException((int)SocketError.HostNotFound);
            },
            ConnectAsync = (end, _) =>
            {
                reached.Add(end);
                return Task.FromResult<Stream>(new CannedStream("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray()));
            },
        };
        await using var app = await TestApp.StartAsync(new TestAppOptions { Services = services => services.Replace(ServiceDescriptor.Singleton(network)) });
        using var browser = new FakeBrowser();
        var (company, seal, push) = (await app.DemoOrganisationAsync(), app.Services.GetRequiredService<Seal>(), app.Services.GetRequiredService<WebPush>());
        var lines = Hostile.All.Where(h => h.Location is null).ToList();
        var kinds = Enum.GetValues<TeamChannelKind>();
        var rows = lines.Select((line, n) => TeamChannel.Add(seal, company, kinds[n % kinds.Length], $"Zeile {n}", new TeamTarget(line.Address, "geheim", "", ["+4915112345678"]), app.Time.GetUtcNow())).ToList();
        await app.WithDbAsync(company, async db =>
        {
            db.AddRange(rows);
            await db.SaveChangesAsync();
        });
        var wrong = new List<string>();
        for (var n = 0; n < lines.Count; n++)
        {
            found = lines[n].Found ?? [CannedNetwork.Somewhere];
            asked.Clear();
            await using var scope = app.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Id = company;
            var team = await scope.ServiceProvider.GetRequiredService<TeamChannels>().SendAsync(rows[n].Id, new TeamMessage("Es wird jemand gebraucht", "Öffne den Desk.", "/desk", true), CancellationToken.None);
            var device = await push.SendAsync(browser.At(lines[n].Address), Notice, CancellationToken.None);
            var slack = await OutgoingTests.WhyAsync(app.Services.GetRequiredService<Outgoing>(), lines[n].Address);
            await AnswerAsync(scope.ServiceProvider, lines[n].Address);
            if (team == ChannelAnswer.Took || device.Outcome is PushOutcome.Accepted or PushOutcome.Gone || slack == OutgoingFault.None || reached.Count > 0)
                wrong.Add($"{lines[n].Address}: {team} {device.Outcome} {slack} {string.Join(' ', reached)}");
            // Only a name may be looked up, and only when nothing else is wrong with the address.
            if (lines[n].Found is null && asked.Count > 0) wrong.Add($"{lines[n].Address}: {string.Join(' ', asked)} was looked up");
            reached.Clear();
        }
        Rule.Holds(wrong);
        Assert.True(lines.Count > 400);
    }

    /// <summary>The addresses as they arrive from a form: without blanks around them and without what no form carries. What is a good one then is left out.</summary>
    private static IEnumerable<string> AsTyped(Outgoing outgoing) => Hostile.All.Where(h => h is { Location: null, Found: null }).Select(h => h.Address)
        .Where(address => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(address)) == address)
        .Select(address => address.Replace("\0", "", StringComparison.Ordinal).Trim()).Where(address => outgoing.Fault(address) != OutgoingFault.None).Distinct();

    private static async Task AnswerAsync(IServiceProvider services, string address)
    {
        try
        {
            await services.GetRequiredService<AnswerSlackHandler>().RunAsync(new AnswerSlack(address, "Fast fertig"), CancellationToken.None);
        }
        catch (OutgoingException)
        {
            // Not reached now: the job would be tried again later, and come to the same.
        }
    }
}
