using System;
using System.Buffers;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace FastTrackFpx.Sandbox.Http;

/// <summary>The whole body of a request, in a buffer that goes back to its pool.</summary>
internal sealed class ReceivedBody : IDisposable
{
    /// <summary>Longest body that is read: a note of the greatest length with every character escaped, and some room.</summary>
    public const int Longest = 8 * 1024 * 1024;

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
        if (request.ContentLength > Longest) throw TooLong();
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Max(request.ContentLength ?? 4096, 256));
        int length = 0;
        try
        {
            while (true)
            {
                int read = await request.Body.ReadAsync(buffer.AsMemory(length), request.HttpContext.RequestAborted);
                if (read == 0) return new ReceivedBody(buffer, length);
                length += read;
                if (length > Longest) throw TooLong();
                if (length == buffer.Length) buffer = Grow(buffer);
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    /// <summary>Takes in the beginning of a body and no more.</summary>
    /// <param name="request">The request.</param>
    /// <param name="bytes">How much of it; null for half.</param>
    /// <returns>How much was taken in.</returns>
    public static async ValueTask<int> TakeInAsync(HttpRequest request, int? bytes)
    {
        byte[] buffer = new byte[Math.Min(bytes ?? (request.ContentLength ?? 0) / 2, Longest)];
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

    private static Refusal TooLong() => new(413, $"The body is longer than {Longest} bytes.", "Internal", "FT_FCU API Team");
}
