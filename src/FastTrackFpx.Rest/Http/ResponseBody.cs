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

    /// <summary>An announced length is then believed up to so many times of what has arrived.</summary>
    private const int LargestGrowth = 32;

    private const int SmallestFirst = 16 * 1024;

    private readonly long _announced;
    private byte[]? _bytes;

    private ResponseBody(byte[] bytes, long announced = 0) => (_bytes, _announced) = (bytes, announced);

    /// <summary>The bytes; not to be used after <see cref="Dispose"/>.</summary>
    internal ReadOnlyMemory<byte> Bytes => new(_bytes ?? [], 0, Length);

    /// <summary>The same bytes, to be changed in place.</summary>
    internal Span<byte> Span => new(_bytes, 0, Length);

    private int Length { get; set; }

    internal static ResponseBody Of(ReadOnlySpan<byte> bytes)
    {
        var body = new ResponseBody(ArrayPool<byte>.Shared.Rent(bytes.Length)) { Length = bytes.Length };
        bytes.CopyTo(body._bytes);
        return body;
    }

    internal static async Task<ResponseBody> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
#if NET
        using Stream wire = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
#else
        cancellationToken.ThrowIfCancellationRequested();
        using Stream wire = await content.ReadAsStreamAsync().ConfigureAwait(false);
#endif
        using var counted = new CountedStream(wire);
        string? encoding = content.Headers.ContentEncoding.Count == 0 ? null : string.Join(",", content.Headers.ContentEncoding).ToLowerInvariant();
        using Stream plain = Decompress(counted, encoding);
        // One more than announced, so that the end is seen without another read.
        long announced = encoding is null ? Math.Min((content.Headers.ContentLength ?? 0) + 1, LargestBody + 1) : 0;
        var body = new ResponseBody(ArrayPool<byte>.Shared.Rent((int)Math.Min(Math.Max(announced, SmallestFirst), LargestFirst)), announced);
        try
        {
            await body.FillAsync(plain, counted, cancellationToken).ConfigureAwait(false);
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

    private static Stream Decompress(Stream wire, string? encoding) => encoding switch
    {
        null or "" or "identity" => wire,
        "gzip" or "x-gzip" => new GZipStream(wire, CompressionMode.Decompress),
#if NET
        "deflate" => new ZLibStream(wire, CompressionMode.Decompress),
        "br" => new BrotliStream(wire, CompressionMode.Decompress),
#endif
        _ => throw new InvalidDataException("its compression is not supported"),
    };

    private static void Return(byte[] bytes, int length)
    {
        Array.Clear(bytes, 0, length);
        ArrayPool<byte>.Shared.Return(bytes);
    }

    private async Task FillAsync(Stream stream, CountedStream wire, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (Length == _bytes!.Length) Grow();
#if NET
            int read = await stream.ReadAsync(_bytes.AsMemory(Length), cancellationToken).ConfigureAwait(false);
#else
            int read = await stream.ReadAsync(_bytes, Length, _bytes.Length - Length, cancellationToken).ConfigureAwait(false);
#endif
            if (read == 0) return;
            Length += read;
            if (Length > LargestBody) throw new BodyTooLargeException($"is larger than {LargestBody / (1024 * 1024)} MB");
            if (Length > FreeSize && Length / LargestRatio > wire.BytesRead)
                throw new BodyTooLargeException($"is more than {LargestRatio} times as large as on the wire");
        }
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
        byte[] large = ArrayPool<byte>.Shared.Rent((int)Math.Max(small.Length * 2L, Math.Min(_announced, small.Length * (long)LargestGrowth)));
        Buffer.BlockCopy(small, 0, large, 0, Length);
        _bytes = large;
        Return(small, Length);
    }

    private sealed class CountedStream(Stream inner) : Stream
    {
        internal long BytesRead { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => BytesRead; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Count(await inner.ReadAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false));

#if NET
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Count(await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));
#endif

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private int Count(int read)
        {
            BytesRead += read;
            return read;
        }
    }
}

/// <summary>A body exceeds a bound; the message ends a sentence that begins with the response.</summary>
internal sealed class BodyTooLargeException(string what) : Exception(what);
