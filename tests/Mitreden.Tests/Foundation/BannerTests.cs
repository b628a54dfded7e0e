using Mitreden.Foundation.Web;
using Mitreden.Tests.Accounts;

namespace Mitreden.Tests.Foundation;

/// <summary>What has to be seen on every page is about the own company, whosever page somebody has opened.</summary>
public sealed class BannerTests
{
    [Theory, OnBoth]
    public async Task Whoever_opens_a_page_of_another_company_reads_nothing_of_its_desk_and_everything_of_the_own(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (miriam, jana, petra) = (await app.SignInAsync("miriam"), await app.SignInAsync("jana"), await app.SignInAsync("petra"));
        var other = await app.FoundAsync();
        var frida = await app.SignInAsync((await app.AddPersonAsync(other.OrganisationId, "Frida Fremd", Role.Desk)).Id);
        var shared = await miriam.SubmitAndFollowAsync((await miriam.GetPageAsync("/guideline/link")).QuerySelector("main form"));
        var links = new[] { new Uri(shared.Text("#open-link")).AbsolutePath, await petra.ShowInvitationAsync(await app.AddGuestAsync("Gerd Gast")) };
        await jana.SubmitAndFollowAsync((await jana.GetPageAsync("/desk")).QuerySelector("#hold"));
        foreach (var link in links) Assert.Equal("", (await frida.GetPageAsync(link)).Text("#posting"));
        await frida.SubmitAndFollowAsync((await frida.GetPageAsync("/desk")).QuerySelector("#hold"));
        foreach (var link in links)
        {
            var banner = (await frida.GetPageAsync(link)).Text("#posting");
            Assert.Contains("Frida Fremd", banner, StringComparison.Ordinal);
            Assert.DoesNotContain("Jana Keller", banner, StringComparison.Ordinal);
        }
    }
}
