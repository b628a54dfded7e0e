using System.Diagnostics;

namespace Mitreden.Tests.Architecture;

/// <summary>The map of the house shows the house as it is.</summary>
public sealed class MapTests
{
    [Fact]
    public async Task The_map_is_up_to_date()
    {
        using var script = Process.Start(new ProcessStartInfo("bash", [Repository.At("scripts", "map.sh"), "--print"]) { RedirectStandardOutput = true })!;
        var drawn = await script.StandardOutput.ReadToEndAsync();
        await script.WaitForExitAsync();
        Assert.Equal(0, script.ExitCode);
        var kept = await File.ReadAllTextAsync(Repository.At("docs", "map.md"));
        Assert.True(drawn == kept, "docs/map.md is out of date. Run ./dev map and look at what changed.");
    }
}
