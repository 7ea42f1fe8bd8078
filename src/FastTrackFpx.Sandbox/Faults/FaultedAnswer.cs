using System;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Threading.Tasks;
using FastTrackFpx.Sandbox.Http;
using Microsoft.AspNetCore.Http;

namespace FastTrackFpx.Sandbox.Faults;

/// <summary>Sends an answer the way a fault wants it.</summary>
internal sealed class FaultedAnswer(FaultInjector injector, TimeProvider time)
{
    private const string ProxyPage =
        "<!DOCTYPE html>\n<html><head><title>Sign in to the network</title></head>\n"
        + "<body><h1>One more step</h1><p>Sign in to use this network.</p></body></html>\n";

    /// <summary>Puts an error in the place of an answer.</summary>
    public static void Refuse(Fault fault, Reply reply)
    {
        if (fault.RetryAfter is not null) reply.Headers.Add(new("Retry-After", fault.RetryAfter));
        if (fault.Kind == FaultKind.Html)
        {
            reply.Status = fault.Status;
            reply.ContentType = "text/html; charset=utf-8";
            reply.Replace(System.Text.Encoding.UTF8.GetBytes(ProxyPage));
            return;
        }

        reply.Refuse(new Refusal(fault.Status, $"The service is not itself (status {fault.Status}).", "Redis", "V3 Team", "Injected"));
    }

    public async Task SendAsync(HttpContext context, Reply reply, Fault fault)
    {
        if (fault.LeavesNoAnswer)
        {
            context.Abort();
            return;
        }

        switch (fault.Kind)
        {
            case FaultKind.Delay or FaultKind.Reset when fault.Moment is FaultMoment.Body or FaultMoment.After:
                await SendInPartsAsync(context, reply, fault);
                return;
            case FaultKind.CutOff:
                reply.Replace(reply.Body[..Length(reply, fault)].ToArray());
                break;
            case FaultKind.ContentType:
                reply.ContentType = fault.ContentType;
                break;
            case FaultKind.Gzip:
                DamageCompressed(reply);
                break;
            case FaultKind.ClockSkew:
                reply.Headers.Add(new("Date", (time.GetUtcNow() + fault.Time).ToString("R", CultureInfo.InvariantCulture)));
                break;
        }

        await reply.SendAsync(context);
    }

    private async Task SendInPartsAsync(HttpContext context, Reply reply, Fault fault)
    {
        reply.WriteHead(context);
        ReadOnlyMemory<byte> body = reply.Body;
        int first = fault.Moment == FaultMoment.After ? body.Length : Length(reply, fault);
        await context.Response.Body.WriteAsync(body[..first], context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        // An abort here would overtake what has been sent; after an exception the server closes the connection behind it.
        if (fault.Kind == FaultKind.Reset) throw new IOException("The answer was cut by the fault plan.");
        await injector.WaitAsync(fault, context.RequestAborted);
        await context.Response.Body.WriteAsync(body[first..], context.RequestAborted);
    }

    private static int Length(Reply reply, Fault fault) => Math.Min(fault.Bytes ?? (reply.Body.Length / 2), reply.Body.Length);

    private static void DamageCompressed(Reply reply)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(reply.Body.Span);
        byte[] compressed = buffer.ToArray();
        // In the middle of the data: the head stays right, so that it shows while unpacking and not before.
        for (int i = compressed.Length / 2; i < compressed.Length; i++) compressed[i] ^= 0x5A;
        reply.Replace(compressed);
        reply.Headers.Add(new("Content-Encoding", "gzip"));
    }
}
