using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Mitreden.Foundation.Media;

namespace Mitreden.Foundation.Web;

/// <summary>
/// Reads a posted form once, before anything else does, so that a broken or oversized one gets a clear answer. Of whoever is not signed in nothing is read
/// where that would be asked for anyway, and little elsewhere: nobody from outside fills the memory.
/// </summary>
public sealed class FormGate(RequestDelegate next)
{
    private readonly PartitionedRateLimiter<HttpContext> _turns = Access.OwnTurns();

    /// <summary>Most megabytes of screenshots and text in one form.</summary>
    public const int MostMegabytes = 10;
    /// <summary>Most bytes of screenshots and text in one form.</summary>
    public const long LargestForm = MostMegabytes * 1024 * 1024;
    /// <summary>Most bytes of one request: the form and its multipart frame.</summary>
    public const long LargestBody = LargestForm + Frame;
    /// <summary>Bytes that the multipart frame of a form may have beside its fields and files.</summary>
    public const long Frame = 256 * 1024;

    /// <summary>Most bytes of one request of somebody who is not signed in, apart from <see cref="TakesPicturesAttribute"/>.</summary>
    public const int LargestOfStrangers = 256 * 1024;

    /// <summary>Most characters of one field: a pasted list of people, or its sealed preview.</summary>
    public const int LongestValue = 4 * 1024 * 1024;
    private const int MostValues = 4096;
    private const int MostValuesOfStrangers = 256;

    /// <summary>Answers 413 or 400 through the error page, or hands on.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        // No browser sends it, and PostgreSQL stores none.
        if (context.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        var status = await LetInAsync(context);
        if (status != 0)
        {
            context.Response.StatusCode = status;
            return;
        }
        using var turn = await _turns.AcquireAsync(context, 1, context.RequestAborted);
        if (turn.IsAcquired) await next(context);
        else context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
    }

    /// <summary>Reads what may be read at this address; 0 when the request goes on, otherwise what to answer.</summary>
    private static async Task<int> LetInAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType) return 0;
        var marks = context.GetEndpoint()?.Metadata;
        var isStranger = context.User.FindFirst(PersonClaims.Person) is null;
        if (ProblemPages.IsErrorPage(context) || marks?.GetMetadata<Nowhere>() is not null || isStranger && marks?.GetMetadata<IAllowAnonymous>() is null) return LeaveUnread(context);
        if (marks?.GetMetadata<SignedBody>() is not null || marks?.GetMetadata<LargeUploadAttribute>() is not null) return 0;
        if (!isStranger || marks?.GetMetadata<TakesPicturesAttribute>() is not null) return await ReadAsync(context, LargestForm);
        if (context.Request.ContentLength > LargestOfStrangers) return StatusCodes.Status413PayloadTooLarge;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = LargestOfStrangers;
        return await ReadAsync(context, LargestOfStrangers, LargestOfStrangers, MostValuesOfStrangers);
    }

    /// <summary>Whoever asks for the form from now on finds an empty one: the error page is a page like any other, and would read all of it.</summary>
    private static int LeaveUnread(HttpContext context)
    {
        if (context.Features.Get<IFormFeature>()?.Form is null) context.Request.Form = FormCollection.Empty;
        return 0;
    }

    /// <summary>True when nothing is to be read any more: there is no form, or the error page has its turn.</summary>
    internal static bool WasRead(HttpContext context) => !context.Request.HasFormContentType || ProblemPages.IsErrorPage(context);

    /// <summary>Reads the form; 0 when it could be read, otherwise what to answer.</summary>
    /// <param name="context">The request.</param>
    /// <param name="largest">Most bytes of its files and fields.</param>
    /// <param name="longestValue">Most characters of one field: fields lie in memory, files do not.</param>
    /// <param name="mostValues">Most fields.</param>
    internal static async Task<int> ReadAsync(HttpContext context, long largest, int longestValue = LongestValue, int mostValues = MostValues)
    {
        var request = context.Request;
        if (request.ContentLength > largest + Frame) return StatusCodes.Status413PayloadTooLarge;
        context.Features.Set<IFormFeature>(new FormFeature(request, new FormOptions
        {
            MultipartBodyLengthLimit = largest, ValueLengthLimit = longestValue, ValueCountLimit = mostValues, KeyLengthLimit = 256,
        }));
        try
        {
            var form = await request.ReadFormAsync();
            if (form.Any(f => f.Value.Any(HoldsNul))) request.Form = new FormCollection(form.ToDictionary(f => f.Key, f => WithoutNul(f.Value), StringComparer.OrdinalIgnoreCase), form.Files);
            return 0;
        }
        catch (BadHttpRequestException failure)
        {
            return failure.StatusCode;
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException)
        {
            return failure.Message.Contains("limit", StringComparison.OrdinalIgnoreCase)
                ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest;
        }
    }

    private static bool HoldsNul(string? value) => value?.Contains('\0', StringComparison.Ordinal) == true;

    /// <summary>PostgreSQL stores no NUL, and nobody types one: the rest of the text is kept.</summary>
    private static StringValues WithoutNul(StringValues values) => new([.. values.Select(v => v?.Replace("\0", "", StringComparison.Ordinal))]);
}

/// <summary>Reads files that came with a form.</summary>
public static class SentFiles
{
    /// <summary>All of it in memory: for files that <see cref="FormGate"/> has kept small.</summary>
    public static async Task<byte[]> BytesAsync(this IFormFile file, CancellationToken stop)
    {
        var bytes = new byte[file.Length];
        await using var stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(bytes, stop);
        return bytes;
    }
}
