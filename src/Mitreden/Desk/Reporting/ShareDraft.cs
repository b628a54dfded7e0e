using Mitreden.Foundation.Data;
using Mitreden.Foundation.Media;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.Reporting;

/// <summary>
/// What somebody shared before it became a report: it came from the share menu or over a way without the one further tap,
/// or the session had run out. It waits for that tap, under a secret that only the sender knows.
/// </summary>
public sealed class ShareDraft
{
    /// <summary>How long it waits in front of somebody who has just shared it.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);
    /// <summary>How long it waits when a mail has to call its owner first.</summary>
    public static readonly TimeSpan LifeByMail = TimeSpan.FromHours(24);

    /// <summary>Characters that are kept of a text; more than a report may have, so that a text that is too long is shown and not lost.</summary>
    public const int LongestText = 2 * Discussion.LongestText;

    private ShareDraft() { }

    /// <summary>Key.</summary>
    [Stored("identifies the draft", Basis.NotPersonal, Keep.Hours, Seen.Program)]
    public Guid Id { get; private set; }
    /// <summary>Hash of the secret.</summary>
    [Stored("lets only the sender find the draft", Basis.NotPersonal, Keep.Hours, Seen.Program)]
    public string SecretHash { get; private set; } = "";
    /// <summary>Title.</summary>
    [Stored("keeps what was shared until it is sent", Basis.Contract, Keep.Hours, Seen.Self)]
    public string Title { get; private set; } = "";
    /// <summary>Text.</summary>
    [Stored("keeps what was shared until it is sent", Basis.Contract, Keep.Hours, Seen.Self)]
    public string Text { get; private set; } = "";
    /// <summary>Address as it came.</summary>
    [Stored("keeps what was shared until it is sent", Basis.Contract, Keep.Hours, Seen.Self)]
    public string Url { get; private set; } = "";
    /// <summary>Idempotency key of the later report.</summary>
    [Stored("delivers a report exactly once", Basis.Contract, Keep.Hours, Seen.Program)]
    public Guid Key { get; private set; }
    /// <summary>How many pictures hang on it.</summary>
    [Stored("says that there are screenshots", Basis.NotPersonal, Keep.Hours, Seen.Self)]
    public int Pictures { get; private set; }
    /// <summary>How many pictures that were sent did not come along.</summary>
    [Stored("says that screenshots are missing", Basis.NotPersonal, Keep.Hours, Seen.Self)]
    public int LeftOut { get; private set; }
    /// <summary>Why they did not; null when none is missing.</summary>
    [Stored("says why screenshots are missing", Basis.NotPersonal, Keep.Hours, Seen.Self)]
    public ShareFault? LeftOutBecause { get; private set; }
    /// <summary>When it is thrown away.</summary>
    [Stored("limits how long it waits", Basis.NotPersonal, Keep.Hours, Seen.Program)]
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>Keeps what was shared; the secret goes into the address.</summary>
    public static (ShareDraft Draft, string Secret) Of(string title, string text, string url, Guid key, int pictures, DateTimeOffset now, TimeSpan? life = null)
    {
        var secret = Secret.New();
        // Nobody has signed in yet: what a stranger leaves behind has an end.
        return (new ShareDraft
        {
            Id = Guid.CreateVersion7(now), SecretHash = Secret.Hash(secret), Title = title, Text = Cut.Of(text, LongestText), Url = Cut.Of(url, LinkReader.Longest), Key = key,
            Pictures = pictures, ExpiresAt = now + (life ?? Life),
        }, secret);
    }

    /// <summary>Pictures that were sent did not come along.</summary>
    public void Miss(int pictures, ShareFault why) => (LeftOut, LeftOutBecause) = (pictures, pictures > 0 ? why : null);
}

/// <summary>A picture of a draft, re-encoded already.</summary>
public sealed class DraftPicture
{
    private DraftPicture() { }

    /// <summary>Key.</summary>
    [Stored("identifies the picture", Basis.NotPersonal, Keep.Hours, Seen.Program)]
    public Guid Id { get; private set; }
    /// <summary>The draft.</summary>
    [Stored("connects the picture with its draft", Basis.NotPersonal, Keep.Hours, Seen.Program)]
    public Guid DraftId { get; private set; }
    /// <summary>Place, from 1.</summary>
    [Stored("orders the pictures", Basis.NotPersonal, Keep.Hours, Seen.Program)]
    public int Number { get; private set; }
    /// <summary>The picture as WebP.</summary>
    [Stored("keeps what was shared until it is sent", Basis.Contract, Keep.Hours, Seen.Self)]
    public byte[] Bytes { get; private set; } = [];
    /// <summary>Width in pixels.</summary>
    [Stored("keeps the page from jumping while it loads", Basis.NotPersonal, Keep.Hours, Seen.Program)]
    public int Width { get; private set; }
    /// <summary>Height in pixels.</summary>
    [Stored("keeps the page from jumping while it loads", Basis.NotPersonal, Keep.Hours, Seen.Program)]
    public int Height { get; private set; }

    /// <summary>Hangs a picture on a draft.</summary>
    public static DraftPicture Of(ShareDraft draft, int number, Picture picture, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), DraftId = draft.Id, Number = number, Bytes = picture.Bytes, Width = picture.Width, Height = picture.Height,
    };
}
