using Mitreden.Content.Contracts;

namespace Mitreden.Tests.Content;

/// <summary>Flesch's formula as Amstad fitted it to German.</summary>
public sealed class ReadabilityTests
{
    [Theory]
    [InlineData("Haus", 1), InlineData("eins", 1), InlineData("sie", 1), InlineData("heute", 2), InlineData("Häuser", 2), InlineData("Mai", 1)]
    [InlineData("Haar", 1), InlineData("See", 1), InlineData("Boot", 1), InlineData("Antwort", 2), InlineData("Überraschung", 4), InlineData("pst", 1)]
    public void Vowel_groups_are_syllables(string word, int syllables) => Assert.Equal(syllables, Readability.Syllables(word));

    [Fact]
    public void The_value_is_180_minus_the_length_of_sentences_minus_the_length_of_words()
    {
        // Five words in two sentences with six syllables: 180 - 5 / 2 - 58.5 * 6 / 5.
        Assert.Equal(107.3, Readability.Ease("Heute liest du mit. Gut!"), 3);
    }

    [Fact]
    public void Marks_of_Markdown_are_no_words_and_a_list_is_sentences()
    {
        Assert.Equal(["Drei Dinge", "erst lesen", "dann warten"], Readability.Sentences("**Drei Dinge:**\n- erst lesen\n- dann warten").Select(s => s.TrimStart('-', ' ')));
        Assert.Equal(Readability.Ease("erst lesen"), Readability.Ease("**erst lesen**"));
    }

    private const string Easy = "Du liest am Abend etwas Böses über uns. Dein Herz klopft. Du weißt nicht, was du tun sollst. So geht es vielen hier.";
    private const string Heavy = "Die ordnungsgemäße Durchführung der betrieblichen Kommunikationsmaßnahmen obliegt der zuständigen Abteilungsleitung, sofern keine anderweitigen Vereinbarungen über die Zuständigkeit getroffen wurden, und bedarf einer Genehmigung.";

    [Fact]
    public void One_heavy_text_is_found_among_many_easy_ones_with_its_field()
    {
        var hard = Assert.Single(Readability.Hard([("a", Easy), ("b", Easy), ("steps.2.text", Heavy), ("c", Easy), ("d", Easy), ("e", Easy)]));
        Assert.Equal("steps.2.text", hard.Path);
        Assert.StartsWith("Die ordnungsgemäße", hard.Sentence, StringComparison.Ordinal);
        Assert.True(hard.Ease < Readability.EasyFrom);
    }

    [Fact]
    public void Texts_that_are_too_short_are_measured_with_the_next_short_ones()
    {
        // For itself the title would be far too hard; with what follows it is not.
        Assert.True(Readability.Ease("Social-Media-Leitfaden") < Readability.EasyFrom);
        Assert.Empty(Readability.Hard([("title", "Social-Media-Leitfaden"), ("text", Easy), ("one", "Du liest das jetzt und hier."), ("two", "Es ist kurz und gut."), ("three", "Dann ist es aus und du gehst."), ("end", "Ja.")]));
        Assert.Equal("title", Assert.Single(Readability.Hard([("title", "Kommunikationsverantwortung")])).Path);
        Assert.Empty(Readability.Hard([("title", ""), ("text", "…")]));
    }

    [Fact]
    public void A_text_without_words_is_easy() => Assert.Equal(100, Readability.Ease("…"));

    [Theory]
    [InlineData("Du musst das nicht.", "musst"), InlineData("Es gibt keine Pflichten.", "Pflichten"), InlineData("Das ist VERBOTEN.", "VERBOTEN")]
    [InlineData("Du müsstest das sagen.", "müsstest"), InlineData("Das ist strafbar.", "strafbar"), InlineData("Niemand wird bestraft.", "bestraft")]
    [InlineData("Die Haftung bleibt.", "Haftung"), InlineData("Ein Verbot hilft nicht.", "Verbot")]
    public void Words_of_duty_are_found(string text, string word) => Assert.Equal([word], DutyWords.In(text));

    [Fact]
    public void Words_that_only_look_like_duty_are_not() => Assert.Empty(DutyWords.In("Ein Muster hilft beim Musizieren. Die Straße ist verhaftet mit Haftnotizen."));
}
