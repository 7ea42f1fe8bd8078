using System.Net.Security;

namespace FastTrackFpx.Client.Tests.Foreign;

/// <summary>How a request ends on the wire.</summary>
internal enum Ending
{
    Response,

    /// <summary>The connection is closed without one; over HTTP/2 after GOAWAY.</summary>
    Close,

    Reset,

    CutOff,

    /// <summary>HTTP/2: the stream is reset with REFUSED_STREAM. HTTP/1.1: the connection is reset.</summary>
    RefusedStream,

    /// <summary>HTTP/2: GOAWAY says that the request was not processed. HTTP/1.1: the connection is closed.</summary>
    GoAway,
}

/// <summary>What a request gets.</summary>
internal sealed record RawAnswer(Ending Ending, int Status = 200, string Json = "{}", string? RetryAfter = null);

/// <summary>A server of bytes over TLS that counts each request on its wire; HTTP/1.1 or HTTP/2, without any library.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly bool _isHttp2;
    private readonly Func<string, string, string, RawAnswer> _answer;
    private int _requests;

    internal RawServer(bool isHttp2, Func<string, string, string, RawAnswer> answer)
    {
        (_isHttp2, _answer) = (isHttp2, answer);
        _listener.Start(100);
        _ = AcceptAsync();
    }

    internal Uri BaseUri => new($"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>How many requests have arrived, to their last byte or not.</summary>
    internal int Requests => Volatile.Read(ref _requests);

    public void Dispose() => _listener.Stop();

    private async Task AcceptAsync()
    {
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificate = TestAuthority.Shared.Server(),
            ClientCertificateRequired = true,
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
            ApplicationProtocols = _isHttp2 ? [SslApplicationProtocol.Http2] : [SslApplicationProtocol.Http11],
        };
        while (true)
        {
            TcpClient caller = await _listener.AcceptTcpClientAsync();
            _ = ServeAsync(caller, options);
        }
    }

    private async Task ServeAsync(TcpClient caller, SslServerAuthenticationOptions options)
    {
        using (caller)
        {
            try
            {
                caller.NoDelay = true;
                await using var tls = new SslStream(caller.GetStream(), leaveInnerStreamOpen: false);
                await tls.AuthenticateAsServerAsync(options);
                bool isReset = _isHttp2 ? await Http2Async(tls) : await Http11Async(tls);
                if (isReset) caller.LingerState = new LingerOption(true, 0);
            }
            catch (System.IO.IOException)
            {
                // The caller has gone.
            }
        }
    }

    private RawAnswer Count(string method, string path, string body)
    {
        Interlocked.Increment(ref _requests);
        return _answer(method, path, body);
    }

    /// <summary>Serves requests until a connection ends; true if it is to be reset.</summary>
    private async Task<bool> Http11Async(SslStream tls)
    {
        var pending = new List<byte>();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            int end;
            while ((end = IndexOfBlankLine(pending)) < 0)
            {
                if (!await ReadMoreAsync()) return false;
            }

            string[] lines = Encoding.ASCII.GetString(pending.GetRange(0, end).ToArray()).Split("\r\n");
            int length = 0;
            foreach (string line in lines)
            {
                if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) length = int.Parse(line["Content-Length:".Length..]);
            }

            while (pending.Count < end + 4 + length)
            {
                if (!await ReadMoreAsync()) return false;
            }

            string body = Encoding.UTF8.GetString(pending.GetRange(end + 4, length).ToArray());
            pending.RemoveRange(0, end + 4 + length);
            string[] first = lines[0].Split(' ');
            RawAnswer answer = Count(first[0], first[1], body);
            if (answer.Ending is Ending.Reset or Ending.RefusedStream) return true;
            if (answer.Ending is Ending.Close or Ending.GoAway) return false;
            byte[] json = Encoding.UTF8.GetBytes(answer.Json);
            string retry = answer.RetryAfter is { } after ? $"Retry-After: {after}\r\n" : string.Empty;
            await tls.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {answer.Status} X\r\nContent-Type: application/json\r\n{retry}Content-Length: {json.Length}\r\n\r\n"));
            bool isCutOff = answer.Ending == Ending.CutOff;
            await tls.WriteAsync(json.AsMemory(0, isCutOff ? json.Length / 2 : json.Length));
            if (isCutOff) return false;
        }

        async Task<bool> ReadMoreAsync()
        {
            int read = await tls.ReadAsync(buffer);
            pending.AddRange(buffer.AsSpan(0, read).ToArray());
            return read > 0;
        }
    }

    private static int IndexOfBlankLine(List<byte> bytes)
    {
        for (int i = 0; i + 3 < bytes.Count; i++)
        {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') return i;
        }

        return -1;
    }

    private async Task<bool> Http2Async(SslStream tls)
    {
        const int Data = 0, Headers = 1, ResetStream = 3, Settings = 4, Ping = 6, GoAway = 7, WindowUpdate = 8, EndStream = 1, Ack = 1, LargestFrame = 16 * 1024;
        await tls.ReadExactlyAsync(new byte["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".Length]);
        await FrameAsync(Settings, 0, 0, []);
        var streams = new Dictionary<int, (string Method, string Path, List<byte> Body)>();
        int done = 0;
        var head = new byte[9];
        while (true)
        {
            if (await tls.ReadAtLeastAsync(head, 9, throwOnEndOfStream: false) < 9) return false;
            var payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
            await tls.ReadExactlyAsync(payload);
            (int type, int flags, int id) = (head[3], head[4], Int(head, 5));
            switch (type)
            {
                case Settings when (flags & Ack) == 0:
                    await FrameAsync(Settings, Ack, 0, []);
                    continue;
                case Ping when (flags & Ack) == 0:
                    await FrameAsync(Ping, Ack, 0, payload);
                    continue;
                case Headers:
                    (string method, string path) = Hpack.Read(payload);
                    streams[id] = (method, path, []);
                    break;
                case Data:
                    streams[id].Body.AddRange(payload);
                    await FrameAsync(WindowUpdate, 0, 0, Bytes(Math.Max(1, payload.Length)));
                    break;
                default:
                    continue;
            }

            if ((flags & EndStream) == 0) continue;
            RawAnswer answer = Count(streams[id].Method, streams[id].Path, Encoding.UTF8.GetString(streams[id].Body.ToArray()));
            streams.Remove(id);
            switch (answer.Ending)
            {
                case Ending.RefusedStream:
                    await FrameAsync(ResetStream, 0, id, Bytes(7));
                    continue;
                case Ending.GoAway or Ending.Close:
                    await FrameAsync(GoAway, 0, 0, [.. Bytes(answer.Ending == Ending.GoAway ? done : id), .. Bytes(0)]);
                    return false;
                case Ending.Reset:
                    return true;
            }

            done = id;
            byte[] json = Encoding.UTF8.GetBytes(answer.Json);
            await FrameAsync(Headers, 4, id, Hpack.Write(answer.Status, answer.RetryAfter, json.Length));
            if (answer.Ending == Ending.CutOff)
            {
                await FrameAsync(Data, 0, id, json[..(json.Length / 2)]);
                return true;
            }

            for (int at = 0; at < json.Length; at += LargestFrame)
            {
                byte[] part = json[at..Math.Min(json.Length, at + LargestFrame)];
                await FrameAsync(Data, at + part.Length == json.Length ? EndStream : 0, id, part);
            }
        }

        ValueTask FrameAsync(int type, int flags, int id, byte[] payload) =>
            tls.WriteAsync((byte[])[.. Bytes((payload.Length << 8) | type), (byte)flags, .. Bytes(id), .. payload]);
    }

    private static int Int(byte[] bytes, int at) => ((bytes[at] & 0x7f) << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];

    private static byte[] Bytes(int number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];
}

/// <summary>As much of the compression of headers as requests of HttpClient use, none of which are Huffman-coded or of a dynamic table.</summary>
internal static class Hpack
{
    private static readonly Dictionary<int, (string Name, string Value)> Static = new()
    {
        [1] = (":authority", ""), [2] = (":method", "GET"), [3] = (":method", "POST"), [4] = (":path", "/"), [5] = (":path", "/index.html"), [7] = (":scheme", "https"),
    };

    internal static (string Method, string Path) Read(ReadOnlySpan<byte> block)
    {
        (string method, string path) = ("", "");
        int at = 0;
        while (at < block.Length)
        {
            byte first = block[at];
            string name, value;
            if ((first & 0x80) != 0)
            {
                (name, value) = Static.GetValueOrDefault(Number(block, 7, ref at));
            }
            else
            {
                int index = Number(block, (first & 0x40) != 0 ? 6 : 4, ref at);
                name = index > 0 ? Static.GetValueOrDefault(index).Name ?? "" : Text(block, ref at);
                value = Text(block, ref at);
            }

            if (name == ":method") method = value;
            else if (name == ":path") path = value;
        }

        return (method, path);
    }

    internal static byte[] Write(int status, string? retryAfter, int length)
    {
        var block = new List<byte>();
        Add(":status", status.ToString());
        Add("content-type", "application/json");
        Add("content-length", length.ToString());
        if (retryAfter is not null) Add("retry-after", retryAfter);
        return [.. block];

        void Add(string name, string value)
        {
            block.Add(0);
            foreach (string text in new[] { name, value })
            {
                block.Add((byte)text.Length);
                block.AddRange(Encoding.ASCII.GetBytes(text));
            }
        }
    }

    private static int Number(ReadOnlySpan<byte> block, int bits, ref int at)
    {
        int most = (1 << bits) - 1;
        int number = block[at++] & most;
        if (number < most) return number;
        for (int shift = 0; ; shift += 7)
        {
            byte next = block[at++];
            number += (next & 0x7f) << shift;
            if ((next & 0x80) == 0) return number;
        }
    }

    private static string Text(ReadOnlySpan<byte> block, ref int at)
    {
        if ((block[at] & 0x80) != 0) throw new NotSupportedException("The caller uses Huffman codes.");
        int length = Number(block, 7, ref at);
        string text = Encoding.ASCII.GetString(block.Slice(at, length));
        at += length;
        return text;
    }
}
