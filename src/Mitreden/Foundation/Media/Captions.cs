using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Mitreden.Foundation.Media;

/// <summary>What can be wrong with captions.</summary>
public enum CaptionFault
{
    /// <summary>The first line is not WEBVTT.</summary>
    NoHead,
    /// <summary>There are no times where they should stand.</summary>
    NoTime,
    /// <summary>The thousandths stand behind a comma, as in SubRip, and not behind a dot.</summary>
    Comma,
    /// <summary>They end before they begin.</summary>
    Backwards,
    /// <summary>They begin before the ones above.</summary>
    TooEarly,
    /// <summary>Nothing stands below the times.</summary>
    NoText,
    /// <summary>There is nothing but the head.</summary>
    Nothing,
    /// <summary>There is more than anybody can read.</summary>
    TooLong,
}

/// <summary>What is wrong with captions, and in which line, from 1.</summary>
public sealed record CaptionProblem(CaptionFault Fault, int Line);

/// <summary>Words that stand below a video for a while.</summary>
/// <param name="From">From when.</param>
/// <param name="To">Until when.</param>
/// <param name="Text">The words, without marks.</param>
public sealed record Cue(TimeSpan From, TimeSpan To, string Text);

/// <summary>Reads captions in WebVTT (W3C, 2019), strictly where browsers would leave something out without a word.</summary>
public static partial class Captions
{
    /// <summary>Most characters: some three hours of speech.</summary>
    public const int Longest = 200_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1.5);

    /// <summary>The first thing that is wrong; null when nothing is. No captions at all are fine.</summary>
    public static CaptionProblem? Check(string text) => text.Length == 0 ? null : text.Length > Longest ? new CaptionProblem(CaptionFault.TooLong, 1) : Read(text).Problem;

    /// <summary>What is said, as paragraphs to read: a pause begins a new one.</summary>
    public static IReadOnlyList<string> Script(string text)
    {
        var (paragraphs, last) = (new List<StringBuilder>(), TimeSpan.MinValue);
        foreach (var cue in Read(text).Cues)
        {
            if (paragraphs.Count == 0 || cue.From - last > Pause) paragraphs.Add(new StringBuilder(cue.Text));
            else paragraphs[^1].Append(' ').Append(cue.Text);
            last = cue.To;
        }
        return [.. paragraphs.Select(p => p.ToString())];
    }

    /// <summary>The captions as far as they can be read, and what is wrong first.</summary>
    public static (IReadOnlyList<Cue> Cues, CaptionProblem? Problem) Read(string text)
    {
        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        var cues = new List<Cue>();
        CaptionProblem Wrong(CaptionFault fault, int line) => new(fault, line + 1);
        if (!Head().IsMatch(lines[0])) return (cues, Wrong(CaptionFault.NoHead, 0));
        var at = 1;
        // Lines of the head go up to the first empty one.
        while (at < lines.Length && !string.IsNullOrWhiteSpace(lines[at]) && !lines[at].Contains("-->", StringComparison.Ordinal)) at++;
        while (at < lines.Length)
        {
            var (begin, end) = Block(lines, at);
            at = end;
            if (begin == end || Aside().IsMatch(lines[begin])) continue;
            var (cue, problem) = One(lines, begin, end, cues.Count == 0 ? TimeSpan.Zero : cues[^1].From);
            if (problem is { } found) return (cues, Wrong(found.Fault, found.Line));
            cues.Add(cue!);
        }
        return (cues, cues.Count == 0 ? Wrong(CaptionFault.Nothing, 0) : null);
    }

    private static (Cue? Cue, (CaptionFault Fault, int Line)? Problem) One(string[] lines, int begin, int end, TimeSpan before)
    {
        // A name may stand above the times. Where neither line has any, the one that looks like times is the wrong one.
        var line = !lines[begin].Contains("-->", StringComparison.Ordinal) && begin + 1 < end && (lines[begin + 1].Contains("-->", StringComparison.Ordinal) || StartsWithTime().IsMatch(lines[begin + 1])) ? begin + 1 : begin;
        if (Times().Match(lines[line]) is not { Success: true } times) return (null, (lines[line].Contains("-->", StringComparison.Ordinal) && WithComma().IsMatch(lines[line]) ? CaptionFault.Comma : CaptionFault.NoTime, line));
        var (from, to) = (Time(times.Groups[1].Value), Time(times.Groups[2].Value));
        if (to <= from) return (null, (CaptionFault.Backwards, line));
        if (from < before) return (null, (CaptionFault.TooEarly, line));
        if (line + 1 >= end) return (null, (CaptionFault.NoText, line));
        for (var n = line + 1; n < end; n++)
            if (lines[n].Contains("-->", StringComparison.Ordinal)) return (null, (CaptionFault.NoTime, n));
        var words = string.Join(' ', lines[(line + 1)..end].Select(l => WebUtility.HtmlDecode(Mark().Replace(l, "")).Trim()));
        return (new Cue(from, to, words), null);
    }

    /// <summary>The next lines up to an empty one.</summary>
    private static (int Begin, int End) Block(string[] lines, int at)
    {
        while (at < lines.Length && string.IsNullOrWhiteSpace(lines[at])) at++;
        var end = at;
        while (end < lines.Length && !string.IsNullOrWhiteSpace(lines[end])) end++;
        return (at, end);
    }

    private static TimeSpan Time(string written)
    {
        var parts = written.Split(':', '.');
        int Part(int fromEnd) => parts.Length < fromEnd ? 0 : int.Parse(parts[^fromEnd], CultureInfo.InvariantCulture);
        return new TimeSpan(0, Part(4), Part(3), Part(2), Part(1));
    }

    [GeneratedRegex(@"^WEBVTT([ \t].*)?$")]
    private static partial Regex Head();

    [GeneratedRegex(@"^(NOTE|STYLE|REGION)([ \t]|$)")]
    private static partial Regex Aside();

    [GeneratedRegex(@"^[ \t]*((?:[0-9]{2,3}:)?[0-5][0-9]:[0-5][0-9]\.[0-9]{3})[ \t]*-->[ \t]*((?:[0-9]{2,3}:)?[0-5][0-9]:[0-5][0-9]\.[0-9]{3})([ \t].*)?$")]
    private static partial Regex Times();

    [GeneratedRegex("[0-9],[0-9]{3}")]
    private static partial Regex WithComma();

    [GeneratedRegex(@"^[ \t]*[0-9]+:[0-9]")]
    private static partial Regex StartsWithTime();

    [GeneratedRegex("<[^<>]*>")]
    private static partial Regex Mark();
}
