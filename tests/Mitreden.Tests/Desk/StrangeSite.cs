using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Mitreden.Foundation.Notify;
using Mitreden.Tests.Foundation;

namespace Mitreden.Tests.Desk;

/// <summary>
/// A site of the open internet that speaks https: every name leads to its address, and a connection there ends on this machine. Whoever is asked
/// beside it is written down and not reached.
/// </summary>
internal sealed class StrangeSite : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly X509Certificate2 _certificate;

    private StrangeSite(WebApplication server, X509Certificate2 certificate) => (_server, _certificate) = (server, certificate);

    /// <summary>Ends to which a connection was tried, in order.</summary>
    public ConcurrentQueue<IPEndPoint> Reached { get; } = [];
    /// <summary>What was asked for.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>The network with this site in it.</summary>
    public OutgoingNetwork Network => new()
    {
        ResolveAsync = (name, _) => Task.FromResult(name == "innen.de" ? [IPAddress.Parse("10.0.0.7")] : new[] { CannedNetwork.Somewhere }),
        ConnectAsync = ConnectAsync,
        Trust = (_, shown, _, _) => shown?.GetCertHashString() == _certificate.GetCertHashString(),
    };

    public static async Task<StrangeSite> StartAsync(RequestDelegate answer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=forum.de", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.ResponseHeaderEncodingSelector = _ => Encoding.UTF8;
            kestrel.Listen(IPAddress.Loopback, 0, end => end.UseHttps(certificate));
        });
        var server = builder.Build();
        var site = new StrangeSite(server, certificate);
        server.Run(context =>
        {
            site.Asked.Enqueue(context.Request.Path + context.Request.QueryString);
            return answer(context);
        });
        await server.StartAsync();
        return site;
    }

    /// <summary>A page of HTML.</summary>
    public static RequestDelegate Page(string html, string type = "text/html; charset=utf-8") => context =>
    {
        context.Response.ContentType = type;
        return context.Response.WriteAsync(html);
    };

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task<Stream> ConnectAsync(IPEndPoint end, CancellationToken stop)
    {
        Reached.Enqueue(end);
        if (!end.Equals(new IPEndPoint(CannedNetwork.Somewhere, 443))) throw new SocketException((int)SocketError.ConnectionRefused);
        return await new OutgoingNetwork().ConnectAsync(new IPEndPoint(IPAddress.Loopback, new Uri(_server.Urls.Single()).Port), stop);
    }
}
