namespace Mitreden.Organisations.Import;

/// <summary>Tells an uploaded file that holds text from one that holds none.</summary>
internal static class CsvText
{
    /// <summary>True for a workbook or another archive, which holds no text.</summary>
    public static bool IsWorkbook(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("PK\x03\x04"u8) || bytes.StartsWith((byte[])[0xD0, 0xCF, 0x11, 0xE0]);
}
