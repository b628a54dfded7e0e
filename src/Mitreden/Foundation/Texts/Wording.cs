using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mitreden.Foundation.Texts;

/// <summary>A text of the content in all its forms: German with Du, German with Sie, English.</summary>
/// <param name="Du">German with Du.</param>
/// <param name="Sie">German with Sie; the same as <paramref name="Du"/> where the text addresses nobody.</param>
/// <param name="English">English.</param>
/// <remarks>
/// In a file: <c>{"du": "...", "sie": "...", "en": "..."}</c>, or <c>{"de": "...", "en": "..."}</c> where Du and Sie are the same.
/// A list of strings is a list of paragraphs.
/// </remarks>
[JsonConverter(typeof(WordingJson))]
public sealed record Wording(string Du, string Sie, string English)
{
    /// <summary>No text in any form.</summary>
    public static Wording Empty { get; } = new("", "", "");

    /// <summary>True when all three forms have words.</summary>
    public bool IsComplete => !string.IsNullOrWhiteSpace(Du) && !string.IsNullOrWhiteSpace(Sie) && !string.IsNullOrWhiteSpace(English);

    /// <summary>All forms, for searches and checks.</summary>
    public IEnumerable<string> Forms => [Du, Sie, English];

    /// <summary>The text in the language of the thread.</summary>
    /// <param name="formal">True for Sie.</param>
    public string For(bool formal) => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName != "de" ? English : formal ? Sie : Du;
}

/// <summary>Reads and writes a <see cref="Wording"/>.</summary>
public sealed class WordingJson : JsonConverter<Wording>
{
    /// <inheritdoc />
    public override Wording Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("A text is an object with du, sie and en.");
        var forms = new Dictionary<string, string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (name is not ("du" or "sie" or "de" or "en")) throw new JsonException($"A text has the forms du, sie and en, or de and en; '{name}' is none.");
            reader.Read();
            forms[name] = Text(ref reader);
        }
        var german = forms.GetValueOrDefault("de");
        return new Wording(forms.GetValueOrDefault("du") ?? german ?? "", forms.GetValueOrDefault("sie") ?? german ?? "", forms.GetValueOrDefault("en") ?? "");
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, Wording value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        if (value.Du == value.Sie)
        {
            writer.WriteString("de", value.Du);
        }
        else
        {
            writer.WriteString("du", value.Du);
            writer.WriteString("sie", value.Sie);
        }
        writer.WriteString("en", value.English);
        writer.WriteEndObject();
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String) return reader.GetString()!;
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("A form of a text is a string, or a list of strings, its paragraphs.");
        var paragraphs = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            paragraphs.Add(reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException("A paragraph is a string."));
        return string.Join("\n\n", paragraphs);
    }
}
