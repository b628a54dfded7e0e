using System.Globalization;
using System.Resources;
using System.Security.Cryptography;
using System.Text;
using Mitreden.Foundation.Texts;

namespace Mitreden.Foundation.Providers;

/// <summary>What people read before they consent: who gets what, where that is, for how long, and that a no costs nothing.</summary>
public sealed class ProviderWords(Texts<ProviderTexts> texts)
{
    private static readonly ResourceManager Words = new(typeof(ProviderTexts));

    /// <summary>The paragraphs, in the reader's language and form.</summary>
    public IReadOnlyList<string> Read(Provider provider) =>
    [
        texts[$"Who.{provider.Kind}", provider.Name, provider.Operator, provider.Country], texts[$"What.{provider.Kind}", provider.Name],
        texts["Until", provider.Name], texts["Free"],
    ];

    /// <summary>Names the explanation in all its forms: who has read it in German need not read it again in English, and another word asks everybody anew.</summary>
    public static string Hash(Provider provider)
    {
        var text = new StringBuilder();
        foreach (var key in new[] { $"Who.{provider.Kind}", $"What.{provider.Kind}", "Until", "Free" })
            foreach (var (language, suffix) in new[] { ("de", ""), ("de", Texts<ProviderTexts>.Sie), ("en", "") })
                text.Append(string.Format(CultureInfo.InvariantCulture, Form(key, language, suffix), provider.Name, provider.Operator, provider.Country)).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{text}{provider.Origin}\n{provider.Privacy}")));
    }

    private static string Form(string key, string language, string suffix)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        return Words.GetString(key + suffix, culture) ?? Words.GetString(key, culture)!;
    }
}
