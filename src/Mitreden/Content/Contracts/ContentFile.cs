using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Mitreden.Content.Contracts;

/// <summary>A content file cannot be read; the message names the file, the line and the reason, in English and for operators.</summary>
public sealed class ContentException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The line, from 1.</summary>
    public int Line { get; init; } = 1;

    /// <summary>The field, such as <c>items[3].options</c>; empty when it is not known.</summary>
    public string Place { get; init; } = "";
}

/// <summary>How content is written down: JSON with strict names, so that a slip of the pen is an error with a line and not a silent gap.</summary>
public static partial class ContentFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
        AllowOutOfOrderMetadataProperties = true,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Reads a value.</summary>
    /// <param name="name">Name of the file or the place, for the message.</param>
    /// <param name="json">The text.</param>
    /// <exception cref="ContentException">It is not readable.</exception>
    public static T Read<T>(string name, string json)
    {
        try
        {
            RefuseEmptyEntries(name, json);
            return JsonSerializer.Deserialize<T>(json, Json) ?? throw new ContentException($"{name} is empty.");
        }
        catch (JsonException failure)
        {
            var line = (int)(failure.LineNumber ?? 0) + 1;
            throw new ContentException($"{name}, line {line}: {Reason(failure)}", failure) { Line = line, Place = Below(failure.Path) };
        }
        catch (NotSupportedException failure)
        {
            // This is how the serializer says that an entry names no kind; place and line stand in its words only.
            var place = Placed().Match(failure.Message);
            var line = place.Success ? int.Parse(place.Groups[2].Value, CultureInfo.InvariantCulture) + 1 : 1;
            throw new ContentException($"{name}, line {line}: It has no kind. ({place.Groups[1].Value})", failure) { Line = line, Place = Below(place.Groups[1].Value) };
        }
    }

    /// <summary>Reads a value that was stored long ago, perhaps.</summary>
    /// <param name="name">Name of the place.</param>
    /// <param name="json">The text.</param>
    /// <param name="value">The value; null when it no longer reads, because the content has learnt other fields since.</param>
    public static bool TryRead<T>(string name, string json, [NotNullWhen(true)] out T? value) where T : class
    {
        try
        {
            value = Read<T>(name, json);
            return true;
        }
        catch (ContentException)
        {
            value = null;
            return false;
        }
    }

    /// <summary>Writes a value the way people edit it.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Json);

    /// <summary>All files that ship in a folder of <c>content/</c>, below it as well, by name.</summary>
    /// <param name="folder">Such as <c>units</c>.</param>
    public static IEnumerable<(string Name, string Json)> Shipped(string folder)
    {
        var program = Assembly.GetExecutingAssembly();
        var start = $"content/{folder}/";
        foreach (var name in program.GetManifestResourceNames().Where(n => n.StartsWith(start, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var text = new StreamReader(program.GetManifestResourceStream(name)!);
            yield return (name, text.ReadToEnd());
        }
    }

    [GeneratedRegex(@"Path: (\S+) \| LineNumber: (\d+)")]
    private static partial Regex Placed();

    /// <summary>The serializer lets null pass within lists, whatever their type says.</summary>
    private static void RefuseEmptyEntries(string name, string json)
    {
        var text = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var lists = new Stack<bool>();
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject) lists.Push(reader.TokenType == JsonTokenType.StartArray);
            else if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject) lists.Pop();
            else if (reader.TokenType == JsonTokenType.Null && lists.TryPeek(out var list) && list)
            {
                var line = text.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n') + 1;
                throw new ContentException($"{name}, line {line}: An entry of a list is empty.") { Line = line };
            }
        }
    }

    /// <summary>A path of the serializer without the dollar with which it begins.</summary>
    private static string Below(string? path) => (path ?? "").TrimStart('$').TrimStart('.');

    private static string Reason(JsonException failure)
    {
        var message = failure.Message.Split(" Path: ")[0];
        return failure.Path is { Length: > 1 } path ? $"{message} ({path})" : message;
    }
}
