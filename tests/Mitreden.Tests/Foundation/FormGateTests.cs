using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Foundation.Web;

namespace Mitreden.Tests.Foundation;

/// <summary>Nobody from outside makes the program read what it would throw away.</summary>
public sealed class FormGateTests
{
    private const int Long = 1024 * 1024;

    [Theory, OnBoth]
    public async Task Of_whoever_is_not_signed_in_a_long_form_is_read_where_reports_come_in_and_nowhere_else(Database database)
    {
        var read = 0L;
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database, Services = s => s.AddSingleton<IStartupFilter>(new Count(n => Interlocked.Add(ref read, n))) });
        Assert.Equal((HttpStatusCode.Redirect, 0L), await SendAsync(app.Visitor(), "/people/import"));
        Assert.Equal((HttpStatusCode.NotFound, 0L), await SendAsync(app.Visitor(), "/wohin/auch/immer"));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, 0L), await SendAsync(app.Visitor(), "/sign-in"));
        var chunked = await SendAsync(app.Visitor(), "/sign-in", saysItsLength: false);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, chunked.Status);
        Assert.InRange(chunked.Read, 1, FormGate.LargestOfStrangers + FormGate.Frame);
        Assert.InRange((await SendAsync(app.Visitor(), "/desk/share")).Read, Long, long.MaxValue);
        var cem = await app.SignInAsync("cem");
        Assert.Equal((HttpStatusCode.NotFound, 0L), await SendAsync(cem, "/wohin/auch/immer"));
        Assert.InRange((await SendAsync(cem, "/language")).Read, Long, long.MaxValue);

        async Task<(HttpStatusCode Status, long Read)> SendAsync(HttpClient sender, string path, bool saysItsLength = true)
        {
            Interlocked.Exchange(ref read, 0);
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new MultipartFormDataContent { { new ByteArrayContent(new byte[Long]), "file", "a.bin" } } };
            if (!saysItsLength) request.Headers.TransferEncodingChunked = true;
            using var answer = await sender.SendAsync(request);
            return (answer.StatusCode, Interlocked.Read(ref read));
        }
    }

    [Theory, OnBoth]
    public async Task A_short_form_of_a_stranger_arrives_as_before(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var visitor = app.Visitor();
        using var answer = await visitor.PostAsync("/demo/sign-in", new FormUrlEncodedContent([new("person", "anna"), new("returnUrl", "/me")]));
        Assert.Equal("/me", answer.Headers.Location!.OriginalString);
    }

    /// <summary>Counts what is read of bodies, the error page's reading included.</summary>
    private sealed class Count(Action<int> add) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, further) =>
            {
                context.Request.Body = new Counted(context.Request.Body, add);
                return further(context);
            });
            next(app);
        };
    }

    private sealed class Counted(Stream body, Action<int> add) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var some = await body.ReadAsync(buffer, cancellationToken);
            add(some);
            return some;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
