using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mitreden.Tests.Desk;
using Mitreden.Tests.Questions;

namespace Mitreden.Tests.Foundation;

/// <summary>What people write and whose seal is opened stands in no log, and no setting changes that.</summary>
public sealed class SilenceTests
{
    [Theory]
    [InlineData("Logging:LogLevel:Default")]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore.Mvc.RazorPages")]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore.DataProtection.KeyManagement")]
    [InlineData("Logging:LogLevel:Microsoft.EntityFrameworkCore.Database.Command")]
    [InlineData("Logging:Mitreden.Tests.Questions.Logged:LogLevel:Default")]
    public async Task No_setting_makes_the_log_talkative_about_people(string setting)
    {
        var log = new Logged();
        await using var app = await TestApp.StartAsync(new TestAppOptions
        {
            Settings = new Dictionary<string, string> { [setting] = "Trace" }, Services = services => services.AddSingleton<ILoggerProvider>(log),
        });
        await (await app.SignInAsync("cem")).ReportAsync("Wort das niemand sonst schreibt");
        foreach (var words in new[] { "Wort das niemand sonst schreibt", "with purposes", "Executing handler method", "Executed DbCommand", "Request starting" })
            Assert.DoesNotContain(log.Lines, l => l.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void A_setting_still_chooses_what_else_is_logged()
    {
        using var factory = LoggerFactory.Create(logging =>
        {
            logging.SetMinimumLevel(LogLevel.Warning).AddProvider(new Logged()).AddFilter("Mitreden", LogLevel.Debug).AddFilter("Microsoft", LogLevel.Trace);
            logging.Services.PostConfigure<LoggerFilterOptions>(Mitreden.Foundation.Settings.Silence.Keep);
        });
        Assert.True(factory.CreateLogger("Mitreden.Desk").IsEnabled(LogLevel.Debug));
        Assert.False(factory.CreateLogger("Mitreden.Desk").IsEnabled(LogLevel.Trace));
        Assert.False(factory.CreateLogger("Microsoft.AspNetCore.Mvc").IsEnabled(LogLevel.Information));
        Assert.True(factory.CreateLogger("Microsoft.AspNetCore.Mvc").IsEnabled(LogLevel.Warning));
        Assert.False(factory.CreateLogger("Microsoft.AspNetCore.DataProtection.KeyManagement").IsEnabled(LogLevel.Warning));
        Assert.True(factory.CreateLogger("Microsoft.AspNetCore.DataProtection.KeyManagement").IsEnabled(LogLevel.Error));
        Assert.False(factory.CreateLogger("Microsoft.EntityFrameworkCore.Update").IsEnabled(LogLevel.Critical));
        Assert.True(factory.CreateLogger("Microsoft.Extensions.Hosting").IsEnabled(LogLevel.Trace));
    }
}
