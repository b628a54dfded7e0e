using Mitreden.Announcements.Reading;
using Mitreden.Foundation.Media;
using Mitreden.Foundation.Nameless;
using Mitreden.Foundation.Texts;
using Mitreden.Learning.Contracts;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Announcements.Writing;

/// <summary>Something that can be chosen in a form.</summary>
/// <param name="Value">Value of the field.</param>
/// <param name="Label">What people read.</param>
public sealed record Choice(string Value, string Label);

/// <summary>A department that an announcement or a round can go to.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsSmall">True when too few people are in it, without those who write, to be counted or asked alone.</param>
public sealed record DepartmentChoice(string Name, bool IsSmall);

/// <summary>What those who write can choose from.</summary>
public sealed class Choices(People people, Videos videos, LearningLinks learning, Texts<AnnouncementsTexts> texts)
{
    /// <summary>Departments with people in them, by name.</summary>
    public async Task<IReadOnlyList<DepartmentChoice>> DepartmentsAsync(CancellationToken stop) =>
        [.. (await people.JoinedAsync(stop)).Where(p => p.Department.Length > 0).GroupBy(p => p.Department).OrderBy(d => d.Key, StringComparer.CurrentCulture)
            .Select(d => new DepartmentChoice(d.Key, d.Count(p => !p.IsWriter()) < Few.FewestPicked))];

    /// <summary>Pages of this program that an announcement can lead to.</summary>
    public async Task<IReadOnlyList<Choice>> LinksAsync(CancellationToken stop) =>
    [
        new("/guideline", texts["Link.Guideline"]), new("/questions", texts["Link.Questions"]), new("/questions/ask", texts["Link.Ask"]),
        new("/launch/promise", texts["Link.Promise"]), new("/privacy", texts["Link.Privacy"]), new("/learning", texts["Link.Learning"]),
        .. (await learning.UnitsAsync(stop)).Select(u => new Choice(u.Href, texts["Link.Unit", u.Title])),
    ];

    /// <summary>Own videos that can be shown: what is said in them can be read.</summary>
    public async Task<IReadOnlyList<Choice>> VideosAsync(CancellationToken stop) =>
        [.. (await videos.AllAsync(stop)).Where(v => v.HasCaptions).Select(v => new Choice(v.Id.ToString(), v.Title))];

    /// <summary>Departments as a form sends them, checked.</summary>
    /// <exception cref="NewsException">There are too many of them, or one does not exist.</exception>
    public async Task<IReadOnlyList<string>> CheckedAsync(IReadOnlyCollection<string> departments, CancellationToken stop)
    {
        if (departments.Count == 0) return [];
        if (departments.Count > NewsFrame.MostDepartments) throw new NewsException(NewsFault.TooMany, "departments", NewsFrame.MostDepartments);
        var there = (await DepartmentsAsync(stop)).Select(d => d.Name).ToHashSet();
        return departments.All(there.Contains) ? [.. departments.Distinct().Order(StringComparer.Ordinal)] : throw new NewsException(NewsFault.Department, "departments");
    }
}
