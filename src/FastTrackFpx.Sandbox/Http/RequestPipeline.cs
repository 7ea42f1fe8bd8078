using System;
using System.Buffers;
using System.IO;
using System.Threading.Tasks;
using FastTrackFpx.Sandbox.Quirks;
using Microsoft.AspNetCore.Http;

namespace FastTrackFpx.Sandbox.Http;

/// <summary>Takes a request from the socket to its answer.</summary>
internal sealed class RequestPipeline(SandboxOptions options, RouteTable routes, Gate gate, RequestLog log)
{
    /// <summary>Longest body that is read: a note of the greatest length with every character escaped, and some room.</summary>
    public const int LargestBody = 8 * 1024 * 1024;

    public async Task HandleAsync(HttpContext context)
    {
        DateTimeOffset arrived = options.TimeProvider.GetUtcNow();
        long started = options.TimeProvider.GetTimestamp();
        Reply reply = Reply.Rent();
        try
        {
            ApiPath path = ApiPath.Parse(context.Request.Path.Value ?? "/");
            CallerIdentity caller = CallerIdentity.Of(context);
            string correlationId = Guid.NewGuid().ToString();
            reply.Headers.Add(new("x-correlation-id", correlationId));
            int bodyBytes = await AnswerAsync(context, path, caller, reply);
            var entry = new LoggedRequest(
                arrived, context.Request.Method, path.VersionText, path.Route, context.Request.QueryString.Value ?? "", reply.Status,
                options.TimeProvider.GetElapsedTime(started), caller.Key, correlationId, bodyBytes, null);
            log.Add(entry);
            options.Trace?.Invoke(TraceLine.Of(entry));
            await SendAsync(context, reply);
        }
        finally
        {
            Reply.Return(reply);
        }
    }

    private async Task<int> AnswerAsync(HttpContext context, ApiPath path, CallerIdentity caller, Reply reply)
    {
        byte[]? body = null;
        int length = 0;
        string pattern = "";
        try
        {
            gate.Check(context, caller, reply);
            (Operation operation, string[] values) = routes.Find(context.Request.Method, path.Version, path.Segments, reply);
            pattern = operation.Pattern;
            if (!HttpMethods.IsGet(context.Request.Method)) (body, length) = await ReadBodyAsync(context.Request);
            operation.Handler(new Call(path.Version, values, context.Request.Query, body.AsMemory(0, length), caller), reply);
        }
        catch (Refusal refusal)
        {
            reply.Refuse(refusal);
        }
        catch (Exception e) when (e is not (OperationCanceledException or IOException or BadHttpRequestException))
        {
            // The caller gets the documented body; whoever runs the service gets the whole story.
            options.Trace?.Invoke(e.ToString());
            reply.Refuse(new Refusal(500, "The service failed to answer.", "Internal", "FT_FCU API Team", e.GetType().Name));
        }
        finally
        {
            if (body is not null) ArrayPool<byte>.Shared.Return(body);
        }

        if (options.Quirks) QuirkedAnswer.Apply(pattern, reply);
        return length;
    }

    private static async Task<(byte[] Body, int Length)> ReadBodyAsync(HttpRequest request)
    {
        if (request.ContentLength > LargestBody) throw TooLarge();
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Max(request.ContentLength ?? 4096, 256));
        int length = 0;
        while (true)
        {
            int read = await request.Body.ReadAsync(buffer.AsMemory(length), request.HttpContext.RequestAborted);
            if (read == 0) return (buffer, length);
            length += read;
            if (length > LargestBody) throw TooLarge();
            if (length < buffer.Length) continue;
            byte[] larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
            buffer.AsSpan(0, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
    }

    private static Refusal TooLarge() => new(413, $"The body is longer than {LargestBody} bytes.", "Internal", "FT_FCU API Team");

    private static async Task SendAsync(HttpContext context, Reply reply)
    {
        HttpResponse response = context.Response;
        response.StatusCode = reply.Status;
        foreach ((string name, string value) in reply.Headers) response.Headers[name] = value;
        ReadOnlyMemory<byte> body = reply.Body;
        if (body.Length == 0)
        {
            if (reply.Status != StatusCodes.Status204NoContent) response.ContentLength = 0;
            return;
        }

        response.ContentType = reply.ContentType ?? "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }
}
