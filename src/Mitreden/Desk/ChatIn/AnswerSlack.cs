using System.Text.Json;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Notify;

namespace Mitreden.Desk.ChatIn;

/// <summary>Tells whoever has handed over a Slack message where to go on. Slack wants the request answered at once, so this comes after it; only the sender sees it.</summary>
/// <param name="Address">Where Slack takes the answer.</param>
/// <param name="Text">The sentence with the link.</param>
public sealed record AnswerSlack(string Address, string Text) : IJob
{
    /// <inheritdoc />
    public static string Kind => "desk.answer-slack";

    /// <inheritdoc />
    public static bool AsksOutside => true;
}

internal sealed class AnswerSlackHandler(Outgoing outgoing) : IJobHandler<AnswerSlack>
{
    public async Task RunAsync(AnswerSlack job, CancellationToken stop)
    {
        // An address that may not be asked stays so; what is not reachable now is tried again.
        if (outgoing.Fault(job.Address) != OutgoingFault.None) return;
        var body = JsonSerializer.SerializeToUtf8Bytes(new { response_type = "ephemeral", text = job.Text });
        await outgoing.SendAsync(new OutgoingRequest(HttpMethod.Post, job.Address) { Body = body, BodyType = "application/json", MostBytes = Outgoing.MostOfYesOrNo }, stop);
    }
}
