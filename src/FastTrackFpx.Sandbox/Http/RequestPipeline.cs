using System;
using System.IO;
using System.Threading.Tasks;
using FastTrackFpx.Sandbox.Control;
using FastTrackFpx.Sandbox.Quirks;
using Microsoft.AspNetCore.Http;

namespace FastTrackFpx.Sandbox.Http;

/// <summary>Takes a request from the socket to its answer.</summary>
internal sealed class RequestPipeline(SandboxOptions options, RouteTable routes, Gate gate, RequestLog log, ControlPipeline control)
{
    private readonly TimeProvider _time = options.TimeProvider;

    public async Task HandleAsync(HttpContext context)
    {
        Reply reply = Reply.Rent();
        try
        {
            if (ControlPipeline.IsFor(context)) await control.HandleAsync(context, reply);
            else await AnswerAndLogAsync(context, reply);
            await reply.SendAsync(context);
        }
        finally
        {
            Reply.Return(reply);
        }
    }

    private async Task AnswerAndLogAsync(HttpContext context, Reply reply)
    {
        DateTimeOffset arrived = _time.GetUtcNow();
        long started = _time.GetTimestamp();
        ApiPath path = ApiPath.Parse(context.Request.Path.Value ?? "/");
        CallerIdentity caller = CallerIdentity.Of(context);
        string correlationId = Guid.NewGuid().ToString();
        reply.Headers.Add(new("x-correlation-id", correlationId));
        int bodyBytes = await AnswerAsync(context, path, caller, reply);
        var entry = new LoggedRequest(
            arrived, context.Request.Method, path.VersionText, path.Route, context.Request.QueryString.Value ?? "", reply.Status,
            _time.GetElapsedTime(started), caller.Key, correlationId, bodyBytes, null);
        log.Add(entry);
        options.Trace?.Invoke(TraceLine.Of(entry));
    }

    private async Task<int> AnswerAsync(HttpContext context, ApiPath path, CallerIdentity caller, Reply reply)
    {
        int bodyBytes = 0;
        string pattern = "";
        try
        {
            gate.Check(context, caller, reply);
            (Operation operation, string[] values) = routes.Find(context.Request.Method, path.Version, path.Segments, reply);
            pattern = operation.Pattern;
            using ReceivedBody body = await ReceivedBody.ReadAsync(context.Request);
            bodyBytes = body.Length;
            operation.Handler(new Call(path.Version, values, context.Request.Query, body.Bytes, caller), reply);
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

        if (options.Quirks) QuirkedAnswer.Apply(pattern, reply);
        return bodyBytes;
    }
}
