namespace Mitreden.Guidelines.Disclosure;

/// <summary>How somebody makes plain for whom they work.</summary>
public enum Label
{
    /// <summary>A sentence at the beginning of a comment.</summary>
    Talk,
    /// <summary>Employer in the profile, a sentence and a hashtag.</summary>
    Work,
    /// <summary>The word "Werbung" first: the post does what advertising does.</summary>
    Advertising,
}

/// <summary>What somebody is about to write.</summary>
public enum Writing
{
    /// <summary>A comment among others'.</summary>
    Comment,
    /// <summary>A post of their own.</summary>
    Post,
}

/// <summary>Chooses the label and the hashtag.</summary>
public static class Disclosed
{
    /// <summary>The label: what praises or sells is advertising wherever it stands.</summary>
    /// <param name="writing">What somebody is about to write.</param>
    /// <param name="advertises">True when it praises a product, points to an offer or passes on what the company has made.</param>
    public static Label LabelOf(Writing writing, bool advertises) => advertises ? Label.Advertising : writing == Writing.Comment ? Label.Talk : Label.Work;

    /// <summary>A hashtag of the company's name: letters and digits, without what says the legal form.</summary>
    public static string Hashtag(string company)
    {
        var words = company.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(w => !LegalForms.Contains(w.Trim('.', ','))).ToList();
        var name = string.Concat((words.Count == 0 ? [company] : words).SelectMany(w => w.Where(char.IsLetterOrDigit)));
        return name.Length == 0 ? "" : $"#Team{name}";
    }

    private static readonly HashSet<string> LegalForms = new(["GmbH", "AG", "KG", "OHG", "UG", "SE", "eG", "mbH", "gGmbH", "Co", "&", "e.V", "eV", "GbR", "e.K"], StringComparer.OrdinalIgnoreCase);
}
