using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using FastTrackFpx.Sandbox.Hosting;
using FastTrackFpx.Sandbox.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace FastTrackFpx.Sandbox.Faults;

/// <summary>Sends a response the way a fault says.</summary>
internal sealed class FaultedResponse(FaultInjector injector, TimeProvider time)
{
    private const int RefusedStream = 7;
    private const int DefaultBombBytes = 64 * 1024 * 1024;

    private const string SignInPage =
        "<!DOCTYPE html>\n<html><head><title>Sign in to the network</title></head>\n"
        + "<body><h1>One more step</h1><p>Sign in to use this network.</p></body></html>\n";

    private const string ProxyPage =
        "<!DOCTYPE html>\n<html><head><title>Proxy</title></head><body><h1>The proxy rejected the request</h1></body></html>\n";

    private static readonly ConcurrentDictionary<int, byte[]> Bombs = new();

    /// <summary>Replaces the response with the one that the fault asks for.</summary>
    public static void Replace(ISandboxService service, Fault fault, ServiceResponse response)
    {
        if (fault.RetryAfter is not null) response.Headers["Retry-After"] = fault.RetryAfter;
        switch (fault.Kind)
        {
            case FaultKind.Html:
                response.Status = fault.Status;
                response.Replace("text/html; charset=utf-8", SignInPage);
                break;
            case FaultKind.Body:
                response.Status = fault.Status;
                response.Replace(fault.ContentType, fault.Text);
                break;
            case FaultKind.Proxy:
                response.Status = fault.Status;
                response.Headers["Via"] = "1.1 proxy.sandbox.example";
                if (fault.Status == 407) response.Headers["Proxy-Authenticate"] = "Basic realm=\"sandbox proxy\"";
                response.Replace("text/html; charset=utf-8", ProxyPage);
                break;
            default:
                response.Clear();
                response.Status = fault.Status;
                service.WriteError(response, new Rejection(fault.Status, $"A fault of the sandbox's plan (status {fault.Status})."));
                break;
        }
    }

    public async Task SendAsync(HttpContext context, ServiceResponse response, Fault fault)
    {
        if (fault.LeavesNoAnswer)
        {
            await CutAsync(context, fault);
            return;
        }

        switch (fault.Kind)
        {
            case FaultKind.Delay or FaultKind.Reset or FaultKind.Disconnect or FaultKind.Close
                when fault.Moment is FaultMoment.Body or FaultMoment.After:
                await SendInPartsAsync(context, response, fault);
                return;
            case FaultKind.Trickle:
                await TrickleAsync(context, response, fault);
                return;
            case FaultKind.CutOff:
                response.Replace(response.Body[..Length(response, fault)].ToArray());
                break;
            case FaultKind.ContentType:
                response.ContentType = fault.ContentType;
                break;
            case FaultKind.Gzip:
                DamageCompressed(response);
                break;
            case FaultKind.Bomb:
                response.Replace(Bombs.GetOrAdd(fault.Bytes ?? DefaultBombBytes, MakeBomb));
                response.Headers["Content-Encoding"] = "gzip";
                break;
            case FaultKind.ClockSkew:
                response.Headers["Date"] = (time.GetUtcNow() + fault.Time).ToString("R", CultureInfo.InvariantCulture);
                break;
            case FaultKind.GoAway:
                context.Connection.RequestClose();
                break;
        }

        await response.SendAsync(context);
    }

    private static async Task CutAsync(HttpContext context, Fault fault)
    {
        IHttpResetFeature? stream = context.Features.Get<IHttpResetFeature>();
        if (stream is not null && fault.Kind == FaultKind.RefusedStream)
        {
            stream.Reset(RefusedStream);
            return;
        }

        if (stream is not null && fault.Kind == FaultKind.GoAway && context.Features.Get<ConnectionState>() is { Output: { } output })
        {
            await output.SendGoAwayAsync();
            return;
        }

        if (fault.Kind == FaultKind.Close && context.Features.Get<ConnectionState>()?.TryClose() == true) return;

        if (fault.Kind == FaultKind.Disconnect) context.Features.Get<ConnectionState>()?.Abort();
        else context.Abort();
    }

    private async Task SendInPartsAsync(HttpContext context, ServiceResponse response, Fault fault)
    {
        response.WriteHead(context);
        ReadOnlyMemory<byte> body = response.Body;
        int first = fault.Moment == FaultMoment.After ? body.Length : Length(response, fault);
        await context.Response.Body.WriteAsync(body[..first], context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        // An abort here would overtake what was sent; after an exception the server closes the connection behind it.
        if (fault.Cuts) throw new IOException("The fault plan cut the response.");
        await injector.WaitAsync(fault, context.RequestAborted);
        await context.Response.Body.WriteAsync(body[first..], context.RequestAborted);
    }

    private async Task TrickleAsync(HttpContext context, ServiceResponse response, Fault fault)
    {
        response.WriteHead(context);
        int size = Math.Max(fault.Bytes ?? 1, 1);
        for (ReadOnlyMemory<byte> rest = response.Body; rest.Length > 0; rest = rest[Math.Min(size, rest.Length)..])
        {
            await context.Response.Body.WriteAsync(rest[..Math.Min(size, rest.Length)], context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            if (rest.Length > size) await injector.WaitAsync(fault, context.RequestAborted);
        }
    }

    private static int Length(ServiceResponse response, Fault fault) =>
        Math.Min(fault.Bytes ?? (response.Body.Length / 2), response.Body.Length);

    private static void DamageCompressed(ServiceResponse response)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(response.Body.Span);
        byte[] compressed = buffer.ToArray();
        // In the middle of the data: the head stays valid, so that the damage shows while unpacking and not before.
        for (int i = compressed.Length / 2; i < compressed.Length; i++) compressed[i] ^= 0x5A;
        response.Replace(compressed);
        response.Headers["Content-Encoding"] = "gzip";
    }

    private static byte[] MakeBomb(int bytes)
    {
        byte[] block = new byte[1 << 16];
        for (int i = 0; i < block.Length; i++) block[i] = (byte)(i % 2 == 0 ? '0' : ',');
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.WriteByte((byte)'[');
            for (int left = bytes; left > 0; left -= block.Length) gzip.Write(block.AsSpan(0, Math.Min(left, block.Length) & ~1));
            gzip.Write("0]"u8);
        }

        return buffer.ToArray();
    }
}
