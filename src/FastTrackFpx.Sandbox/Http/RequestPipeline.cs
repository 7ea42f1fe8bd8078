using System;
using System.IO;
using System.Threading.Tasks;
using FastTrackFpx.Sandbox.Control;
using FastTrackFpx.Sandbox.Faults;
using FastTrackFpx.Sandbox.Quirks;
using Microsoft.AspNetCore.Http;

namespace FastTrackFpx.Sandbox.Http;

/// <summary>Takes a request from the socket to its answer.</summary>
internal sealed class RequestPipeline(
    SandboxOptions options, RouteTable routes, Gate gate, RequestLog log, ControlPipeline control, FaultInjector faults)
{
    private readonly TimeProvider _time = options.TimeProvider;
    private readonly FaultedAnswer _faulted = new(faults, options.TimeProvider);

    public async Task HandleAsync(HttpContext context)
    {
        Reply reply = Reply.Rent();
        try
        {
            if (ControlPipeline.IsFor(context))
            {
                await control.HandleAsync(context, reply);
                await reply.SendAsync(context);
                return;
            }

            Fault? fault = await AnswerAndLogAsync(context, reply);
            if (fault is null) await reply.SendAsync(context);
            else await _faulted.SendAsync(context, reply, fault);
        }
        finally
        {
            Reply.Return(reply);
        }
    }

    private async Task<Fault?> AnswerAndLogAsync(HttpContext context, Reply reply)
    {
        var visit = new Visit(context, _time, reply);
        await AnswerAsync(visit);
        int status = visit.Fault is { LeavesNoAnswer: true } ? 0 : reply.Status;
        var entry = new LoggedRequest(
            visit.Arrived, context.Request.Method, visit.Path.VersionText, visit.Path.Route, context.Request.QueryString.Value ?? "",
            status,
            _time.GetElapsedTime(visit.Started), visit.Caller.Key, visit.CorrelationId, visit.BodyBytes, visit.Rule);
        log.Add(entry);
        options.Trace?.Invoke(TraceLine.Of(entry));
        return visit.Fault;
    }

    private async Task AnswerAsync(Visit visit)
    {
        Reply reply = visit.Reply;
        try
        {
            gate.Check(visit.Context, visit.Caller, reply);
            if (faults.Strike(visit.Context.Request, visit.Path) is var (fault, rule)) (visit.Fault, visit.Rule) = (fault, rule);
            if (visit.Fault is { Kind: FaultKind.Reset, Moment: FaultMoment.Request }) return;
            if (visit.Fault is { Kind: FaultKind.Reset, Moment: FaultMoment.Upload } cut)
            {
                visit.BodyBytes = await ReceivedBody.TakeInAsync(visit.Context.Request, cut.Bytes);
                return;
            }

            await CarryOutAsync(visit);
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

        if (options.Quirks && reply.ContentType is null) QuirkedAnswer.Apply(visit.Pattern, reply);
    }

    private async Task CarryOutAsync(Visit visit)
    {
        HttpRequest request = visit.Context.Request;
        (Operation operation, string[] values) = routes.Find(request.Method, visit.Path.Version, visit.Path.Segments, visit.Reply);
        visit.Pattern = operation.Pattern;
        using ReceivedBody body = await ReceivedBody.ReadAsync(request);
        visit.BodyBytes = body.Length;
        if (body.Length > 0 && !request.HasJsonContentType())
        {
            throw new Refusal(415, "The body of a request is application/json.", "Internal", "FT_FCU API Team");
        }
        var call = new Call(visit.Path.Version, values, request.Query, body.Bytes, visit.Caller, visit.Fault?.PageShift ?? 0);
        if (visit.Fault is not { } fault)
        {
            operation.Handler(call, visit.Reply);
            return;
        }

        if (fault is { Kind: FaultKind.Delay, Moment: FaultMoment.Before or FaultMoment.Request or FaultMoment.Upload })
        {
            await faults.WaitAsync(fault, visit.Context.RequestAborted);
        }
        if (fault.CarriesOut) operation.Handler(call, visit.Reply);
        else if (fault.Kind == FaultKind.Late) faults.CarryOutLater(fault, operation, call);
        if (fault is { Kind: FaultKind.Delay, Moment: FaultMoment.Headers }) await faults.WaitAsync(fault, visit.Context.RequestAborted);
        if (fault is { Kind: FaultKind.Status or FaultKind.Html or FaultKind.Late or FaultKind.LostAnswer, LeavesNoAnswer: false })
        {
            FaultedAnswer.Refuse(fault, visit.Reply);
        }
    }

    /// <summary>What becomes known of a request on its way.</summary>
    private sealed class Visit
    {
        public Visit(HttpContext context, TimeProvider time, Reply reply)
        {
            Context = context;
            Reply = reply;
            Arrived = time.GetUtcNow();
            Started = time.GetTimestamp();
            Path = ApiPath.Parse(context.Request.Path.Value ?? "/");
            Caller = CallerIdentity.Of(context);
            CorrelationId = Guid.NewGuid().ToString();
            reply.Headers.Add(new("x-correlation-id", CorrelationId));
        }

        public HttpContext Context { get; }

        public Reply Reply { get; }

        public DateTimeOffset Arrived { get; }

        public long Started { get; }

        public ApiPath Path { get; }

        public CallerIdentity Caller { get; }

        public string CorrelationId { get; }

        public string Pattern { get; set; } = "";

        public int BodyBytes { get; set; }

        public Fault? Fault { get; set; }

        public string? Rule { get; set; }
    }
}
