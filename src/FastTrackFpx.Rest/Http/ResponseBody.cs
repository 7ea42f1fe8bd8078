using System.Buffers;
using System.IO.Compression;

namespace FastTrackFpx.Rest.Http;

/// <summary>
/// A body, decompressed and read to its end within bounds that no valid response exceeds: its size, how far compression may blow it up, and the number
/// of values in it. The memory is rented and returned.
/// </summary>
internal sealed class ResponseBody : IDisposable
{
    internal const int LargestBody = 256 * 1024 * 1024;

    /// <summary>How many times larger than on the wire a body may be. Real data compresses 5 to 40 times.</summary>
    internal const int LargestRatio = 100;

    /// <summary>Smaller bodies may have any ratio.</summary>
    internal const int FreeSize = 1024 * 1024;

    /// <summary>Each value costs many times its bytes once it is read: 2 bytes of JSON can become 50 bytes of memory.</summary>
    internal const int MostValues = 5_000_000;

#if NET
    internal static readonly string[] Encodings = ["gzip", "deflate", "br"];
#else
    internal static readonly string[] Encodings = ["gzip"];
#endif

    /// <summary>An announced length is believed up to here; more has to arrive first.</summary>
    private const int LargestFirst = 4 * 1024 * 1024;

    private const int SmallestFirst = 16 * 1024;

    private byte[]? _bytes;

    private ResponseBody(long announced) => _bytes = ArrayPool<byte>.Shared.Rent((int)Math.Min(Math.Max(announced, SmallestFirst), LargestFirst));

    /// <summary>The bytes; not to be used after <see cref="Dispose"/>.</summary>
    internal ReadOnlyMemory<byte> Bytes => new(_bytes ?? [], 0, Length);

    /// <summary>The same bytes, to be changed in place.</summary>
    internal Span<byte> Span => new(_bytes, 0, Length);

    private int Length { get; set; }

    internal static ResponseBody Of(ReadOnlySpan<byte> bytes)
    {
        var body = new ResponseBody(bytes.Length) { Length = bytes.Length };
        bytes.CopyTo(body._bytes);
        return body;
    }

    internal static async Task<ResponseBody> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        string encoding = string.Join(",", content.Headers.ContentEncoding).ToLowerInvariant();
#if NET
        using Stream wire = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
#else
        cancellationToken.ThrowIfCancellationRequested();
        using Stream wire = await content.ReadAsStreamAsync().ConfigureAwait(false);
#endif
        ResponseBody body = await ReadAsync(wire, content.Headers.ContentLength ?? 0, LargestBody, cancellationToken).ConfigureAwait(false);
        try
        {
            if (encoding is not ("" or "identity"))
            {
                using ResponseBody packed = body;
                body = await UnpackAsync(packed, encoding, cancellationToken).ConfigureAwait(false);
            }

            body.CheckValues();
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <summary>Returns the memory, wiped.</summary>
    public void Dispose()
    {
        if (_bytes is { } bytes) Return(bytes, Length);
        _bytes = null;
        Length = 0;
    }

    private static async Task<ResponseBody> UnpackAsync(ResponseBody packed, string encoding, CancellationToken cancellationToken)
    {
        using var wire = new MemoryStream(packed._bytes!, 0, packed.Length, writable: false);
        using Stream plain = encoding switch
        {
            "gzip" or "x-gzip" => new GZipStream(wire, CompressionMode.Decompress),
#if NET
            "deflate" => new ZLibStream(wire, CompressionMode.Decompress),
            "br" => new BrotliStream(wire, CompressionMode.Decompress),
#endif
            _ => throw new InvalidDataException("its compression is not supported"),
        };
        return await ReadAsync(plain, announced: 0, Math.Max(FreeSize, packed.Length * (long)LargestRatio), cancellationToken).ConfigureAwait(false);
    }

    private static async Task<ResponseBody> ReadAsync(Stream stream, long announced, long largest, CancellationToken cancellationToken)
    {
        // One more than announced, so that the end is seen without growing.
        var body = new ResponseBody(announced + 1);
        try
        {
            while (await body.ReadMoreAsync(stream, cancellationToken).ConfigureAwait(false))
            {
                if (body.Length > LargestBody) throw new BodyTooLargeException($"is larger than {LargestBody / (1024 * 1024)} MB");
                if (body.Length > largest) throw new BodyTooLargeException($"is more than {LargestRatio} times as large as on the wire");
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    private async ValueTask<bool> ReadMoreAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (Length == _bytes!.Length) Grow();
#if NET
        int read = await stream.ReadAsync(_bytes.AsMemory(Length), cancellationToken).ConfigureAwait(false);
#else
        int read = await stream.ReadAsync(_bytes, Length, _bytes.Length - Length, cancellationToken).ConfigureAwait(false);
#endif
        Length += read;
        return read > 0;
    }

    /// <summary>Counts what separates values in JSON and XML; inside a text it is counted too, which only makes the bound a little stricter.</summary>
    private void CheckValues()
    {
        if (Length < MostValues) return;
        int values = 0;
        foreach (byte letter in Bytes.Span)
        {
            if (letter is (byte)',' or (byte)'[' or (byte)'{' or (byte)'<') values++;
        }

        if (values > MostValues) throw new BodyTooLargeException($"has more than {MostValues:N0} values");
    }

    private void Grow()
    {
        byte[] small = _bytes!;
        _bytes = ArrayPool<byte>.Shared.Rent(small.Length * 2);
        Buffer.BlockCopy(small, 0, _bytes, 0, Length);
        Return(small, Length);
    }

    private static void Return(byte[] bytes, int length)
    {
        Array.Clear(bytes, 0, length);
        ArrayPool<byte>.Shared.Return(bytes);
    }
}

/// <summary>A body exceeds a bound; the message ends a sentence that begins with the response.</summary>
internal sealed class BodyTooLargeException(string what) : Exception(what);
