using System.Buffers;

namespace FastTrackFpx.Rest.Http;

/// <summary>A body, read to its end, up to a size that no honest answer has, into memory that is lent and has to be given back.</summary>
internal sealed class ResponseBody : IDisposable
{
    /// <summary>Bytes after decompression: what a small body can be blown up to must not exhaust the process.</summary>
    internal const int LargestBody = 256 * 1024 * 1024;

    /// <summary>A length that is only announced is believed up to here; what is more has to come first.</summary>
    private const int LargestFirst = 4 * 1024 * 1024;

    private const int SmallestFirst = 16 * 1024;

    private byte[]? _bytes;

    private ResponseBody(byte[] bytes) => _bytes = bytes;

    /// <summary>The bytes; not to be touched after <see cref="Dispose"/>.</summary>
    internal ReadOnlyMemory<byte> Bytes => new(_bytes ?? [], 0, Length);

    /// <summary>The same bytes, to be changed where they are.</summary>
    internal Span<byte> Span => new(_bytes, 0, Length);

    private int Length { get; set; }

    /// <summary>A body that is there already.</summary>
    internal static ResponseBody Of(ReadOnlySpan<byte> bytes)
    {
        var body = new ResponseBody(ArrayPool<byte>.Shared.Rent(bytes.Length)) { Length = bytes.Length };
        bytes.CopyTo(body._bytes);
        return body;
    }

    /// <exception cref="InvalidDataException">The body is larger, or its compression is damaged.</exception>
    internal static async Task<ResponseBody> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using Stream stream = await OpenAsync(content, cancellationToken).ConfigureAwait(false);
        // One more than announced, so that the end is seen without another piece.
        long first = (content.Headers.ContentLength ?? 0) + 1;
        var body = new ResponseBody(ArrayPool<byte>.Shared.Rent((int)Math.Min(Math.Max(first, SmallestFirst), LargestFirst)));
        try
        {
            await body.FillAsync(stream, cancellationToken).ConfigureAwait(false);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <summary>Gives the memory back, wiped: what was in it is nobody else's business.</summary>
    public void Dispose()
    {
        if (_bytes is { } bytes) GiveBack(bytes, Length);
        _bytes = null;
        Length = 0;
    }

    private static void GiveBack(byte[] bytes, int length)
    {
        Array.Clear(bytes, 0, length);
        ArrayPool<byte>.Shared.Return(bytes);
    }

    private static Task<Stream> OpenAsync(HttpContent content, CancellationToken cancellationToken)
    {
#if NET
        return content.ReadAsStreamAsync(cancellationToken);
#else
        cancellationToken.ThrowIfCancellationRequested();
        return content.ReadAsStreamAsync();
#endif
    }

    private async Task FillAsync(Stream stream, CancellationToken cancellationToken)
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
            if (Length > LargestBody) throw new InvalidDataException($"the body is larger than {LargestBody / (1024 * 1024)} MB");
        }
    }

    private void Grow()
    {
        byte[] small = _bytes!;
        byte[] large = ArrayPool<byte>.Shared.Rent(small.Length * 2);
        Buffer.BlockCopy(small, 0, large, 0, Length);
        _bytes = large;
        GiveBack(small, Length);
    }
}
