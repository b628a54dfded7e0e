using System.Globalization;
using System.Resources;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Guidelines.Rules;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Guidelines;

/// <summary>How versions come into being.</summary>
public sealed class Publishing(AppDb db)
{
    /// <summary>Adds the version after the one with number <paramref name="basis"/>; 0 adds the first. The caller saves.</summary>
    /// <remarks>The unique number per organisation refuses a second one on the same basis.</remarks>
    public async Task AddAsync(Guid organisation, int basis, GuidelineText text, RuleBook book, bool material, string aloneBecause, CancellationToken stop)
    {
        var now = db.Time.GetUtcNow();
        var last = await db.Set<Validity>().Where(v => v.Until == null && v.OrganisationId == organisation).SingleOrDefaultAsync(stop);
        last?.End(now);
        var validity = Validity.Begin(organisation, now);
        db.Add(validity);
        db.Add(GuidelineVersion.Publish(validity, basis + 1, text, book, material, aloneBecause));
    }
}

/// <summary>Every organisation starts with the starter guideline, in the transaction that founds it.</summary>
internal sealed class StarterGuideline(Publishing publishing) : IWhen<OrganisationFounded>
{
    private static readonly ResourceManager Words = new(typeof(GuidelinesTexts));

    /// <summary>The starter text in all forms.</summary>
    public static GuidelineText Text { get; } = new(Form("de", ""), Form("de", Texts<GuidelinesTexts>.Sie), Form("en", ""));

    public Task HandleAsync(OrganisationFounded happened, CancellationToken stop) =>
        publishing.AddAsync(happened.OrganisationId, 0, Text, ShippedRules.Starter, true, "", stop);

    private static ShortForm Form(string language, string suffix)
    {
        string Get(string key) => Words.GetString(key + suffix, CultureInfo.GetCultureInfo(language))!;
        return new ShortForm(Get("Starter.First"), Get("Starter.Second"), Get("Starter.Third"));
    }
}
