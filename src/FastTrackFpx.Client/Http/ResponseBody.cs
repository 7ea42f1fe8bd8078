using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace FastTrackFpx.Client.Http;

/// <summary>Reads a body to its end, up to a size that no honest answer has.</summary>
internal static class ResponseBody
{
    /// <summary>Bytes after decompression: what a small body can be blown up to must not exhaust the process.</summary>
    internal const int LargestBody = 256 * 1024 * 1024;

    private const int ChunkSize = 64 * 1024;

    /// <exception cref="InvalidDataException">The body is larger, or its compression is damaged.</exception>
    internal static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using Stream stream = await OpenAsync(content, cancellationToken).ConfigureAwait(false);
        var chunks = new List<byte[]>();
        try
        {
            int length = await FillAsync(stream, chunks, cancellationToken).ConfigureAwait(false);
            return Join(chunks, length);
        }
        finally
        {
            foreach (byte[] chunk in chunks) ArrayPool<byte>.Shared.Return(chunk, clearArray: true);
        }
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

    private static async Task<int> FillAsync(Stream stream, List<byte[]> chunks, CancellationToken cancellationToken)
    {
        int length = 0;
        while (true)
        {
            byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
            chunks.Add(chunk);
            int used = 0;
            while (used < ChunkSize)
            {
#if NET
                int read = await stream.ReadAsync(chunk.AsMemory(used, ChunkSize - used), cancellationToken).ConfigureAwait(false);
#else
                int read = await stream.ReadAsync(chunk, used, ChunkSize - used, cancellationToken).ConfigureAwait(false);
#endif
                if (read == 0) return length;
                used += read;
                length += read;
                if (length > LargestBody) throw new InvalidDataException($"the body is larger than {LargestBody / (1024 * 1024)} MB");
            }
        }
    }

    private static ReadOnlyMemory<byte> Join(List<byte[]> chunks, int length)
    {
        var body = new byte[length];
        for (int i = 0, done = 0; done < length; i++)
        {
            int part = Math.Min(ChunkSize, length - done);
            Buffer.BlockCopy(chunks[i], 0, body, done, part);
            done += part;
        }

        return body;
    }
}
