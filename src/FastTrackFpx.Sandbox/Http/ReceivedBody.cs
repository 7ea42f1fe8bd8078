using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace FastTrackFpx.Sandbox.Http;

/// <summary>The whole body of a request, in a pooled buffer.</summary>
internal sealed class ReceivedBody : IDisposable
{
    /// <summary>The longest body that is read, in bytes: a note of the maximum length with every character escaped.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    private static readonly ReceivedBody Empty = new([], 0);

    private readonly byte[] _buffer;

    private ReceivedBody(byte[] buffer, int length)
    {
        _buffer = buffer;
        Length = length;
    }

    public int Length { get; }

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, Length);

    public static async ValueTask<ReceivedBody> ReadAsync(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || request.ContentLength == 0) return Empty;
        if (request.ContentLength > MaxLength) throw TooLong();
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Max(request.ContentLength ?? 4096, 256));
        int length = 0;
        try
        {
            while (true)
            {
                int read = await request.Body.ReadAsync(buffer.AsMemory(length), request.HttpContext.RequestAborted);
                if (read == 0) return new ReceivedBody(buffer, length);
                length += read;
                if (length > MaxLength) throw TooLong();
                if (length == buffer.Length) buffer = Grow(buffer);
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    /// <summary>Reads the beginning of a body and no more.</summary>
    /// <param name="request">The request.</param>
    /// <param name="bytes">How many bytes; null for half of the body.</param>
    /// <returns>How many bytes were read.</returns>
    public static async ValueTask<int> ReadBeginningAsync(HttpRequest request, int? bytes)
    {
        byte[] buffer = new byte[Math.Min(bytes ?? (request.ContentLength ?? 0) / 2, MaxLength)];
        return await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted);
    }

    public void Dispose()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
    }

    private static byte[] Grow(byte[] buffer)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger.AsSpan());
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static Rejection TooLong() => new(413, $"The body is longer than {MaxLength} bytes.");
}
