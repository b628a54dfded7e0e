using System.Text;
using MimeKit;
using Mitreden.Desk.MailIn;

namespace Mitreden.Tests.Desk;

/// <summary>A mail is somebody's only when the trusted server vouches for it; whatever the sender writes is no proof.</summary>
public sealed class MailProofTests
{
    private const string Good = "Authentication-Results: mx.muster.example; dmarc=pass header.from=muster.example\n";
    private const string From = "From: Cem <cem@muster.example>\n";

    public static TheoryData<string> Proven => new(
        Good + From,
        "Authentication-Results: mx.muster.example;\n spf=pass smtp.mailfrom=muster.example; dkim=pass header.d=muster.example;\n dmarc=pass (p=NONE sp=QUARANTINE dis=NONE) header.from=muster.example\n" + From,
        "Authentication-Results: MX.Muster.Example 1; DMARC=Pass header.from=MUSTER.example\n" + From,
        "Received: by lmtp\n" + Good + "Authentication-Results: mx.muster.example; dmarc=fail header.from=muster.example\n" + From,
        Good + "From: CEM@Muster.Example\n",
        Good + "From: \"anna@muster.example\" <cem@muster.example>\n");

    public static TheoryData<string> NotProven => new(
        From,
        "Authentication-Results: mx.muster.example; none\n" + From,
        "Authentication-Results: mx.muster.example; dmarc=fail header.from=muster.example\n" + From,
        "Authentication-Results: mx.muster.example; dmarc=none header.from=muster.example\n" + From,
        "Authentication-Results: mx.muster.example; spf=pass smtp.mailfrom=muster.example; dkim=pass header.d=muster.example\n" + From,
        "Authentication-Results: mx.evil.example; dmarc=pass header.from=muster.example\n" + From,
        "Authentication-Results: mx.evil.example; dmarc=fail header.from=muster.example\n" + Good + From,
        "Authentication-Results: mx.muster.example; dmarc=pass header.from=evil.example\n" + From,
        "Authentication-Results: mx.muster.example; dmarc=pass\n" + From,
        "Authentication-Results: mx.muster.example; dmarc=pass header.from=muster.example; dmarc=fail header.from=muster.example\n" + From,
        "Authentication-Results: mx.muster.example; dmarc=pass header.from=muster.example header.from=evil.example\n" + From,
        "Authentication-Results: mx.muster.example; spf=pass (dmarc=pass header.from=muster.example)\n" + From,
        "Authentication-Results: mx.muster.example; spf=fail reason=\"; dmarc=pass header.from=muster.example\"\n" + From,
        "Authentication-Results: mx.muster.example.evil.example; dmarc=pass header.from=muster.example\n" + From,
        "ARC-Authentication-Results: i=1; mx.muster.example; dmarc=pass header.from=muster.example\n" + From,
        "Authentication-Results: \n" + From,
        Good + "From: cem@evil.example\n",
        Good + From + "From: eve@evil.example\n",
        Good + "From: Cem <cem@muster.example>, Eve <eve@evil.example>\n",
        Good + "From: =?utf-8?Q?cem=40muster.example?= <eve@evil.example>\n",
        Good + "From: \"cem@muster.example\" <eve@evil.example>\n",
        Good + "From: Gruppe: cem@muster.example;\n",
        Good + "Sender: cem@muster.example\n",
        Good + "From:\n",
        Good + "From: cem@muster.example@evil.example\n",
        Good + "From: cem\n");

    [Theory, MemberData(nameof(Proven))]
    public void The_trusted_server_vouches_for_it(string headers) => Assert.True(IsFrom(headers));

    [Theory, MemberData(nameof(NotProven))]
    public void Nothing_that_a_sender_can_write_proves_anything(string headers) => Assert.False(IsFrom(headers));

    [Fact]
    public void A_secret_is_read_out_of_any_recipient_whatever_its_case()
    {
        var secret = new string('a', 31) + "0";
        var own = MailAddresses.With("melden@muster.example", secret);
        Assert.Equal($"melden+{secret}@muster.example", own);
        string[] good = [$"To: x@y.example, <{own}>", $"Cc: {own.ToUpperInvariant()}", $"Delivered-To: {own}", $"X-Original-To: {own}"];
        Assert.All(good, line => Assert.Equal([secret], MailAddresses.SecretsIn(Headers(line + "\n"), "melden@muster.example")));
        string[] bad = [$"Subject: {own}", $"Reply-To: {own}", $"To: melden+{secret}@evil.example", $"To: melden+{secret}a@muster.example", "To: melden@muster.example", $"To: melden+{new string('g', 32)}@muster.example", "To: \"", $"To: x{own}"];
        Assert.All(bad, line => Assert.Empty(MailAddresses.SecretsIn(Headers(line + "\n"), "melden@muster.example")));
    }

    [Theory, InlineData("melden@x.example", true), InlineData("melden+a@x.example", false), InlineData("melden", false), InlineData("", false), InlineData(null, false), InlineData("Melden <melden@x.example>", false)]
    public void A_secret_fits_into_a_plain_address_only(string? address, bool fits) => Assert.Equal(fits, MailAddresses.CanHold(address));

    private static bool IsFrom(string headers) => MailProof.IsFrom(Headers(headers), "cem@muster.example", "mx.muster.example");

    private static HeaderList Headers(string text) => MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n") + "\r\nx"))).Headers;
}
