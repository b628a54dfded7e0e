using CsCheck;
using Mitreden.Desk.Reporting;

namespace Mitreden.Tests.Desk;

/// <summary>The same thread is recognised however its address was copied, and two threads never are one.</summary>
public sealed class ThreadKeyTests
{
    /// <summary>Each line is one thread, as apps, browsers and trackers write its address.</summary>
    private static readonly string[][] Threads =
    [
        ["https://www.facebook.com/groups/1234567890/posts/9876543210", "https://m.facebook.com/groups/1234567890/permalink/9876543210/", "http://facebook.com/groups/1234567890/posts/9876543210/?comment_id=555",
            "https://www.facebook.com/groups/pumpenfreunde/posts/9876543210/?__cft__[0]=AZX&__tn__=%2CO%2CP-R", "https://www.facebook.com/groups/1234567890/?multi_permalinks=9876543210&notif_id=17&ref=notif",
            "https://mbasic.facebook.com/story.php?story_fbid=9876543210&id=1234567890", "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.facebook.com%2Fgroups%2F1234567890%2Fposts%2F9876543210&h=AT0",
            "https://de-de.facebook.com/groups/1234567890/posts/9876543210/?mibextid=oFDknk", "https://web.facebook.com/groups/1234567890/posts/9876543210?_rdc=1&_rdr"],
        ["https://www.facebook.com/groups/1234567890/posts/9876543211"],
        ["https://www.facebook.com/share/p/AbCdEf123", "https://m.facebook.com/share/p/AbCdEf123/?mibextid=x"],
        ["https://www.facebook.com/muster.gmbh/posts/pfbid02AbCdEf", "https://m.facebook.com/muster.gmbh/posts/pfbid02AbCdEf?rdid=9"],
        ["https://www.facebook.com/muster.gmbh/posts/pfbid02AbCdEg"],
        ["https://www.facebook.com/muster.gmbh/videos/1122334455667/", "https://www.facebook.com/watch/?v=1122334455667", "https://www.facebook.com/muster.gmbh/videos/neue-pumpe/1122334455667/"],
        ["https://www.facebook.com/photo/?fbid=7788990011223&set=a.1", "https://m.facebook.com/photo.php?fbid=7788990011223"],
        ["https://www.youtube.com/watch?v=dQw4w9WgXcQ", "https://youtu.be/dQw4w9WgXcQ?si=AbC", "https://m.youtube.com/watch?v=dQw4w9WgXcQ&t=43s", "https://www.youtube.com/watch?feature=share&v=dQw4w9WgXcQ&list=PL1",
            "https://www.youtube.com/live/dQw4w9WgXcQ", "https://www.youtube.com/embed/dQw4w9WgXcQ", "https://music.youtube.com/watch?v=dQw4w9WgXcQ"],
        ["https://www.youtube.com/watch?v=dQw4w9WgXcq"],
        ["https://www.youtube.com/shorts/a1B2c3D4e5F", "https://youtube.com/shorts/a1B2c3D4e5F?feature=share"],
        ["https://twitter.com/muster/status/1700000000000000001", "https://x.com/muster/status/1700000000000000001?s=20&t=abc", "https://mobile.twitter.com/muster/status/1700000000000000001/photo/1",
            "https://x.com/i/web/status/1700000000000000001", "https://fxtwitter.com/muster/status/1700000000000000001"],
        ["https://x.com/muster/status/1700000000000000002"],
        ["https://www.instagram.com/p/CxYz123_-a/", "https://instagram.com/p/CxYz123_-a/?igsh=MzRl", "https://www.instagram.com/muster.gmbh/p/CxYz123_-a/?img_index=2", "https://www.instagram.com/reel/CxYz123_-a/?utm_source=ig_web"],
        ["https://www.instagram.com/p/CxYz123_-b/"],
        ["https://www.tiktok.com/@muster.gmbh/video/7300000000000000001?is_from_webapp=1&sender_device=pc", "https://m.tiktok.com/@muster.gmbh/video/7300000000000000001"],
        ["https://www.tiktok.com/@muster.gmbh/video/7300000000000000002"],
        ["https://www.reddit.com/r/pumpen/comments/1abcde/undicht_nach_zwei_wochen/", "https://old.reddit.com/r/pumpen/comments/1abcde/", "https://redd.it/1abcde", "https://www.reddit.com/r/pumpen/comments/1abcde/undicht_nach_zwei_wochen/kxyz12/?context=3",
            "https://new.reddit.com/r/pumpen/comments/1ABCDE/undicht?utm_source=share"],
        ["https://www.reddit.com/r/pumpen/comments/1abcdf/undicht_nach_zwei_wochen/"],
        ["https://www.linkedin.com/feed/update/urn:li:activity:7100000000000000001/", "https://www.linkedin.com/posts/muster-gmbh_pumpen-activity-7100000000000000001-AbCd?utm_source=share&rcm=ACoA", "https://de.linkedin.com/posts/muster-gmbh_pumpen-activity-7100000000000000001-AbCd",
            "https://linkedin.com/feed/update/urn:li:activity:7100000000000000001?commentUrn=urn%3Ali%3Acomment"],
        ["https://www.linkedin.com/feed/update/urn:li:activity:7100000000000000002/"],
        ["https://www.handwerk-forum.example/threads/pumpe-undicht.4711/", "http://handwerk-forum.example/threads/pumpe-undicht.4711", "https://handwerk-forum.example/threads/pumpe-undicht.4711/#post-99", "https://m.handwerk-forum.example/threads/pumpe-undicht.4711/?utm_medium=social&fbclid=IwAR"],
        ["https://www.handwerk-forum.example/threads/pumpe-undicht.4712/"],
        ["https://forum.example/viewtopic.php?f=3&t=815", "https://forum.example/viewtopic.php?t=815&f=3&gclid=1", "https://www.forum.example/viewtopic.php?f=3&t=815#p77"],
        ["https://forum.example/viewtopic.php?f=3&t=816"],
        ["https://forum.example/viewtopic.php?815"],
        ["https://forum.example/viewtopic.php?816"],
        ["https://forum.example/?app=forums"],
        ["https://forum.example/?app=blog"],
        ["https://forum.example/index.php?lang=de&source=12"],
        ["https://forum.example/index.php?lang=de&source=13"],
        ["https://de.lexikon.example/wiki/Pumpe"],
        ["https://en.lexikon.example/wiki/Pumpe"],
        ["https://alt.example/#!/topic/5", "https://www.alt.example/#!/topic/5"],
        ["https://alt.example/#!/topic/6"],
        ["https://forum.example:8443/t/1"],
        ["https://forum.example/t/1"],
        ["https://forum.example/T/1"],
        ["https://www.google.com/url?q=https%3A%2F%2Fbewertung.example%2Ffirma%2Fmuster&sa=U", "https://bewertung.example/firma/muster"],
        ["https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"],
        ["https://mastodon.example/@muster/111111111111111111", "https://www.mastodon.example/@muster/111111111111111111/"],
        ["https://mastodon.example/@muster/111111111111111112"],
    ];

    [Fact]
    public void One_thread_has_one_key_and_two_have_two()
    {
        var keys = Threads.Select(thread => thread.Select(address => ThreadKey.Of(LinkReader.Read(address))).ToList()).ToList();
        foreach (var (thread, of) in Threads.Zip(keys))
            Assert.True(of[0] is not null && of.TrueForAll(k => k == of[0]), string.Join('\n', thread.Zip(of, (address, key) => $"{key} from {address}")));
        Assert.Equal(keys.Count, keys.Select(k => k[0]).Distinct().Count());
    }

    [Theory, InlineData(null), InlineData("https://www.facebook.com/"), InlineData("https://www.facebook.com/groups/1234567890/?ref=share"), InlineData("https://www.instagram.com/muster.gmbh/"), InlineData("https://forum.example"), InlineData("https://forum.example/?utm_source=x"), InlineData("keine Adresse")]
    public void What_leads_to_no_thread_has_none(string? url) => Assert.Null(ThreadKey.Of(url));

    [Fact]
    public void Whatever_is_an_address_has_a_key_that_fits_or_none() => Gen.String[Gen.Char["/?&=#%.:@-_aZ09äp\u0000 "], 0, 200].Sample(tail =>
        Assert.True(ThreadKey.Of(LinkReader.Read("https://www.facebook.com" + tail)) is null or { Length: <= ThreadKey.Longest }));
}
