namespace Mitreden.Foundation.Texts;

/// <summary>Texts as people type them into forms.</summary>
public static class Typed
{
    /// <summary>
    /// The text without outer space and with one sign per line break: browsers send two, and count one against the longest text. So lengths are
    /// looked at afterwards. A NUL, which PostgreSQL cannot store, has been taken out of forms before (<see cref="Web.FormGate"/>).
    /// </summary>
    /// <param name="typed">The text; null is none.</param>
    public static string Of(string? typed) => (typed ?? "").ReplaceLineEndings("\n").Trim();
}
