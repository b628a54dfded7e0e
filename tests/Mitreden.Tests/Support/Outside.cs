using System.Collections.Concurrent;
using System.Net;
using Mitreden.Foundation.Notify;

namespace Mitreden.Tests.Support;

/// <summary>The world outside: whatever a test has not registered here throws instead of leaving the machine.</summary>
public sealed class Outside : HttpMessageHandler
{
    /// <summary>For requests to addresses that people typed in: only this machine can be reached, and that only when the setting allows it.</summary>
    public static OutgoingNetwork Network { get; } = new()
    {
        ResolveAsync = (name, _) => throw new InvalidOperationException($"A test asked for {name}."),
        ConnectAsync = (end, stop) => IPAddress.IsLoopback(end.Address) ? new OutgoingNetwork().ConnectAsync(end, stop) : throw new InvalidOperationException($"A test asked for {end}."),
    };

    private readonly ConcurrentDictionary<string, Func<HttpRequestMessage, HttpResponseMessage>> _answers = new();

    /// <summary>Answers requests whose address begins with the prefix.</summary>
    public void Answer(string prefix, Func<HttpRequestMessage, HttpResponseMessage> answer) => _answers[prefix] = answer;

    /// <inheritdoc />
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!.ToString();
        var answer = _answers.Where(a => address.StartsWith(a.Key, StringComparison.Ordinal)).OrderByDescending(a => a.Key.Length).FirstOrDefault().Value
            ?? throw new InvalidOperationException($"A test asked for {request.Method} {address}. Register it with app.Outside.Answer(...).");
        return Task.FromResult(answer(request));
    }
}

/// <summary>Collects the mails that would have been sent.</summary>
public sealed class FakeMailSender : IMailSender
{
    private readonly ConcurrentQueue<SendMail> _sent = new();

    /// <inheritdoc />
    public bool IsOn { get; set; } = true;

    /// <summary>Thrown instead of sending, while it is set.</summary>
    public Exception? Failure { get; set; }

    /// <summary>The mails in the order they were sent.</summary>
    public IReadOnlyList<SendMail> Sent => [.. _sent];

    /// <inheritdoc />
    public Task SendAsync(SendMail mail, CancellationToken stop)
    {
        if (Failure is not null) throw Failure;
        _sent.Enqueue(mail);
        return Task.CompletedTask;
    }
}
