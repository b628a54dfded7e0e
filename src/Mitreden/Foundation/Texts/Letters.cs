using System.Text;

namespace Mitreden.Foundation.Texts;

/// <summary>Makes letters out of the bytes of a file that somebody has uploaded.</summary>
public static class Letters
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// The text without its mark: UTF-8 or UTF-16 where a mark says so, else UTF-8 when it is valid, else Windows-1252, in which older editors and
    /// spreadsheets save. Never throws.
    /// </summary>
    public static string Decode(byte[] bytes)
    {
        if (bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble)) return Encoding.UTF8.GetString(bytes.AsSpan(3));
        if (bytes.AsSpan().StartsWith(Encoding.Unicode.Preamble)) return Encoding.Unicode.GetString(bytes.AsSpan(2));
        if (bytes.AsSpan().StartsWith(Encoding.BigEndianUnicode.Preamble)) return Encoding.BigEndianUnicode.GetString(bytes.AsSpan(2));
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes);
        }
    }
}
