using Mitreden.Foundation.Texts;
using Mitreden.Guidelines;
using Mitreden.Guidelines.Drafts;
using Mitreden.Guidelines.Rules;
using Rule = Mitreden.Guidelines.Rules.Rule;

namespace Mitreden.Tests.Guidelines;

/// <summary>Two people see every word before it holds, or the only author says why not.</summary>
public sealed class DraftTests
{
    private static readonly Guid Writer = Guid.CreateVersion7(), Second = Guid.CreateVersion7();
    private static readonly DateTimeOffset Now = TestApp.Beginning;

    [Fact]
    public void Whoever_wrote_the_present_form_does_not_publish_it()
    {
        var draft = Offered();
        Assert.Equal(NotYet.OwnWords, Refused(() => draft.Release(Writer, draft.Revision, isOnlyAuthor: false, "Ich bin mir sicher.")));
        Assert.Equal("", draft.Release(Second, draft.Revision, isOnlyAuthor: false, null));
    }

    [Fact]
    public void The_only_author_publishes_with_a_reason_that_is_kept()
    {
        var draft = Offered();
        Assert.Equal(NotYet.NoReason, Refused(() => draft.Release(Writer, draft.Revision, isOnlyAuthor: true, " ")));
        Assert.Equal(NotYet.TooLong, Refused(() => draft.Release(Writer, draft.Revision, isOnlyAuthor: true, new string('a', GuidelineDraft.LongestReason + 1))));
        Assert.Equal("Ich schreibe hier allein.", draft.Release(Writer, draft.Revision, isOnlyAuthor: true, " Ich schreibe hier allein. "));
    }

    [Fact]
    public void Nothing_is_published_that_changed_after_it_was_read()
    {
        var draft = Offered();
        var read = draft.Revision;
        Assert.True(draft.Write(Second, draft.Text.Without("R01"), Now));
        Assert.Equal(DraftState.Writing, draft.State);
        Assert.Equal(NotYet.Changed, Refused(() => draft.Release(Writer, read, isOnlyAuthor: false, null)));
        Assert.Equal(NotYet.NotOffered, Refused(() => draft.Release(Writer, draft.Revision, isOnlyAuthor: false, null)));
        draft.Offer(draft.Revision, Now);
        Assert.Equal(NotYet.OwnWords, Refused(() => draft.Release(Second, draft.Revision, isOnlyAuthor: false, null)));
        Assert.Equal("", draft.Release(Writer, draft.Revision, isOnlyAuthor: false, null));
    }

    [Fact]
    public void The_same_text_again_changes_nothing_and_keeps_it_open()
    {
        var draft = Offered();
        Assert.False(draft.Write(Second, draft.Text, Now));
        Assert.Equal((DraftState.Offered, (Guid?)Writer), (draft.State, draft.WrittenBy));
    }

    [Fact]
    public void Comments_need_words_and_a_draft_that_lies_open()
    {
        var draft = GuidelineDraft.Begin(Version(), Writer, Now);
        Assert.Equal(NotYet.NotOffered, Refused(() => DraftComment.Say(draft, "R01", "Gut.", Second, Now)));
        draft.Offer(draft.Revision, Now);
        Assert.Equal(NotYet.Empty, Refused(() => DraftComment.Say(draft, "R01", "\r\n ", Second, Now)));
        Assert.Equal("Gut.", DraftComment.Say(draft, "R01", " Gut. ", Second, Now).Text);
        // The browser counts a line break as one character, and sends two.
        var full = "x\r\n" + new string('x', DraftComment.Longest - 2);
        Assert.Equal(DraftComment.Longest, DraftComment.Say(draft, "R01", full, Second, Now).Text.Length);
        Assert.Equal(NotYet.TooLong, Refused(() => DraftComment.Say(draft, "R01", full + "x", Second, Now)));
    }

    [Fact]
    public void Changed_sentences_and_kinds_ask_anew_and_other_reasons_do_not()
    {
        var version = Version();
        var text = DraftText.Of(version);
        var rule = text.Rules[0];
        BookChange With(Rule changed) => text.With(changed).Since(version);
        Assert.True(text.Since(version).IsNone);
        Assert.False(With(rule with { Why = Same("Anders.") }).IsMaterial);
        Assert.False(With(rule with { Title = Same("Anders") }).IsMaterial);
        foreach (var changed in new[] { rule with { Sentence = Same("Anders.") }, rule with { Do = Same("Anders.") }, rule with { Dont = Same("Anders.") }, rule with { Kind = RuleKind.Instruction } })
            Assert.True(With(changed).IsMaterial);
        Assert.True(text.Without(rule.Id).Since(version).IsMaterial);
        var moved = text.Moved(rule.Id, 1).Since(version);
        Assert.True(moved is { Order: true, IsMaterial: false, Rules.Count: 0 });
    }

    [Fact]
    public void The_hash_covers_forms_kinds_and_order()
    {
        var (text, book) = (StarterGuideline.Text, ShippedRules.Starter);
        string Hash(RuleBook changed) => text.Hash(changed.ToString());
        var first = book.Rules[0];
        RuleBook With(Rule rule) => book with { Rules = [rule, .. book.Rules.Skip(1)] };
        var hashes = new[]
        {
            Hash(book), Hash(With(first with { Kind = RuleKind.Instruction })), Hash(With(first with { Sentence = first.Sentence with { Sie = "Anders." } })),
            Hash(With(first with { Sentence = first.Sentence with { English = "Different." } })), Hash(book with { Rules = [.. book.Rules.Reverse()] }), Hash(book with { Closing = Same("Schluss.") }),
        };
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
        Assert.Equal(Hash(book), Hash(RuleBook.Parse(book.ToString())));
    }

    [Fact]
    public void A_difference_is_read_word_by_word()
    {
        var words = WordDiff.Between("Sag gleich im ersten Kommentar, wo du arbeitest.", "Sag im ersten Satz, wo du arbeitest, und warum.");
        Assert.Equal(["Sag", "-gleich", "im ersten", "-Kommentar,", "+Satz,", "wo du", "-arbeitest.", "+arbeitest, und warum."],
            words.Select(w => (w.Fate switch { Fate.Deleted => "-", Fate.Inserted => "+", _ => "" }) + w.Text));
    }

    private static GuidelineDraft Offered()
    {
        var draft = GuidelineDraft.Begin(Version(), Second, Now);
        draft.Write(Writer, draft.Text.Moved("R01", 1), Now);
        draft.Offer(draft.Revision, Now);
        return draft;
    }

    private static GuidelineVersion Version() => GuidelineVersion.Publish(Validity.Begin(Guid.CreateVersion7(), Now), 1, StarterGuideline.Text, ShippedRules.Starter);

    private static Wording Same(string text) => new(text, text, text);

    private static NotYet Refused(Action act) => Assert.Throws<NotYetException>(act).Why;
}
