using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Mitreden.Tests.Foundation;

/// <summary>A small web server on this machine's inside address.</summary>
internal sealed class Loopback : IAsyncDisposable
{
    private readonly WebApplication _server;

    private Loopback(WebApplication server) => _server = server;

    /// <summary>Where it listens, without a slash at the end.</summary>
    public string Address => _server.Urls.Single();

    public static async Task<Loopback> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.Run(answer);
        await server.StartAsync();
        return new Loopback(server);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
