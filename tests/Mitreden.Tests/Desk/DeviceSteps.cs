using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Desk.Channels;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Notify;
using Mitreden.Tests.Notify;

namespace Mitreden.Tests.Desk;

/// <summary>What the tests of devices do again and again.</summary>
internal static class DeviceSteps
{
    public const string Phone = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36";

    /// <summary>The program, allowed to reach push services on this machine.</summary>
    public static Task<TestApp> StartAsync(Database database) => TestApp.StartAsync(new TestAppOptions
    {
        Database = database, Settings = new Dictionary<string, string> { ["Mitreden:Outgoing"] = "127.0.0.1" },
    });

    /// <summary>A form of the page by its handler.</summary>
    public static IElement Form(this IDocument page, string handler) => page.QuerySelector($"form[action*='handler={handler}']")!;

    /// <summary>Hands a subscription in, as the page's script does.</summary>
    public static async Task<HttpResponseMessage> SubscribeAsync(this HttpClient member, PushTarget target)
    {
        member.DefaultRequestHeaders.UserAgent.Clear();
        member.DefaultRequestHeaders.UserAgent.ParseAdd(Phone);
        return await member.SubmitAsync((await member.GetPageAsync("/desk/devices")).Form("Add"), ("endpoint", target.Endpoint), ("p256dh", target.P256dh), ("auth", target.Auth));
    }

    /// <summary>A browser subscribes at the push service and is added.</summary>
    public static async Task<IDocument> AddDeviceAsync(this HttpClient member, FakePushService service, string path)
    {
        using var answer = await member.SubscribeAsync(service.Subscribe(path).At(service.Address + path));
        Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
        return await member.FollowAsync(answer);
    }

    /// <summary>Sends as the alert engine does.</summary>
    public static async Task<int> AlertAsync(this TestApp app, string person, string? receipt = null, bool urgent = true)
    {
        var who = await app.PersonAsync(person);
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Id = who.OrganisationId;
        var message = new PushMessage("Es wird jemand gebraucht", "Öffne den Desk.", "/desk/discussions/1", receipt, "d1", urgent);
        return (await scope.ServiceProvider.GetRequiredService<DevicePush>().SendAsync(who.Id, message, CancellationToken.None)).Taken;
    }

    /// <summary>True when the person has a device that could be reached.</summary>
    public static async Task<bool> ReachableAsync(this TestApp app, string person)
    {
        var who = await app.PersonAsync(person);
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Id = who.OrganisationId;
        return await scope.ServiceProvider.GetRequiredService<DevicePush>().AnyAsync(who.Id, CancellationToken.None);
    }

    /// <summary>All devices of the demo company.</summary>
    public static async Task<List<Device>> DevicesAsync(this TestApp app) =>
        await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<Device>().AsNoTracking().OrderBy(d => d.Id).ToListAsync());
}
