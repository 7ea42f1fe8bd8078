using System.Globalization;
using FastTrackFpx.Sandbox.Control;
using FastTrackFpx.Sandbox.Faults;
using FastTrackFpx.Sandbox.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FastTrackFpx.Sandbox.Http;

/// <summary>Takes the requests of one service from the socket to their responses.</summary>
internal sealed class ServicePipeline(
    string name, ISandboxService service, SandboxOptions options, RequestLog log, FaultInjector faults, ControlEndpoints control)
{
    private readonly TimeProvider _time = options.TimeProvider;
    private readonly FaultedReply _faulted = new(faults, options.TimeProvider);

    /// <summary>Builds the service's own routing and middleware.</summary>
    public RequestDelegate Build(IServiceProvider services)
    {
        var builder = new ApplicationBuilder(services);
        builder.UseRouting();
        builder.Use(_ => HandleAsync);
        builder.UseEndpoints(routes =>
        {
            service.Map(routes);
            control.Map(routes, service);
        });
        return builder.Build();
    }

    private async Task HandleAsync(HttpContext context)
    {
        Reply reply = Reply.Rent();
        try
        {
            if (ControlEndpoints.IsFor(context.Request)) await AnswerControlAsync(context, reply);
            else await AnswerServiceAsync(context, reply);
        }
        finally
        {
            Reply.Return(reply);
        }
    }

    private async Task AnswerControlAsync(HttpContext context, Reply reply)
    {
        try
        {
            control.Admit(context.Request);
            using ReceivedBody body = await ReceivedBody.ReadAsync(context.Request);
            Call call = NewCall(context);
            call.Body = body.Bytes;
            (await RouteAsync(context, call, reply))(call, reply);
        }
        catch (Rejection rejection)
        {
            reply.Clear();
            ControlEndpoints.WriteError(reply, rejection);
        }

        await reply.SendAsync(context);
    }

    private async Task AnswerServiceAsync(HttpContext context, Reply reply)
    {
        var visit = new Visit(context, NewCall(context), reply, _time.GetTimestamp());
        (string version, string path) = service.LogName(visit.Call.Path);
        visit.Entry = log.Add(NewEntry(visit, version, path));
        try
        {
            await AnswerAndLogAsync(visit);
            reply.Headers["Date"] = (_time.GetUtcNow() + faults.Plan.DateOffset).ToString("R", CultureInfo.InvariantCulture);
            if (visit.Fault is { } fault) await _faulted.SendAsync(context, reply, fault);
            else await reply.SendAsync(context);
        }
        finally
        {
            visit.Answered.TrySetResult();
        }
    }

    private async Task AnswerAndLogAsync(Visit visit)
    {
        int status = 0;
        try
        {
            await AnswerAsync(visit);
            status = visit.Fault is { LeavesNoAnswer: true } ? 0 : visit.Reply.Status;
        }
        finally
        {
            LoggedRequest entry = log.Update(visit.Entry.Number, entry => entry with
            {
                Status = status,
                Elapsed = _time.GetElapsedTime(visit.Started),
                Identity = visit.Call.Identity,
                CorrelationId = visit.Reply.Headers["x-correlation-id"],
                BodyBytes = visit.BodyBytes,
                Fault = visit.Rule,
                CarriedOut = entry.CarriedOut || visit.CarriedOut,
            });
            options.Trace?.Invoke(TraceLine.Of(entry));
        }
    }

    private async Task AnswerAsync(Visit visit)
    {
        Reply reply = visit.Reply;
        try
        {
            visit.Call.Store = faults.Plan.Store;
            service.Admit(visit.Call, reply);
            if (faults.Strike(Target(visit)) is var (fault, rule)) (visit.Fault, visit.Rule) = (fault, rule);
            if (visit.Fault is { Kind: FaultKind.EndSession })
            {
                service.EndSessions();
                service.Admit(visit.Call, reply);
            }

            if (visit.Fault is { Cuts: true, Moment: FaultMoment.Request }) return;
            if (visit.Fault is { Cuts: true, Moment: FaultMoment.Upload } cut)
            {
                visit.BodyBytes = await ReceivedBody.ReadBeginningAsync(visit.Context.Request, cut.Bytes);
                return;
            }

            await CarryOutAsync(visit);
        }
        catch (Rejection rejection)
        {
            reply.Clear();
            reply.Status = rejection.Status;
            service.WriteError(reply, rejection);
        }
        catch (Exception e) when (e is not (OperationCanceledException or IOException or BadHttpRequestException))
        {
            // The caller gets the service's error body; whoever runs the sandbox gets the whole exception.
            options.Trace?.Invoke(e.ToString());
            reply.Clear();
            reply.Status = 500;
            service.WriteError(reply, new Rejection(500, $"The sandbox failed: {e.GetType().Name}."));
        }

        if (options.Quirks) service.ApplyQuirks(visit.Call, reply);
    }

    private async Task CarryOutAsync(Visit visit)
    {
        (Call call, Reply reply, Fault? fault) = (visit.Call, visit.Reply, visit.Fault);
        OperationHandler handler = await RouteAsync(visit.Context, call, reply);
        using ReceivedBody body = await ReceivedBody.ReadAsync(visit.Context.Request);
        visit.BodyBytes = body.Length;
        call.Body = body.Bytes;
        call.PageShift = fault?.PageShift ?? 0;
        if (fault is { Kind: FaultKind.Delay, Moment: FaultMoment.Before or FaultMoment.Request or FaultMoment.Upload })
        {
            await faults.WaitAsync(fault, visit.Context.RequestAborted);
        }

        if (fault is null or { CarriesOut: true })
        {
            handler(call, reply);
            visit.CarriedOut = true;
        }
        else if (fault.Kind == FaultKind.Late)
        {
            CarryOutLater(visit, fault, handler);
        }

        if (fault is { Kind: FaultKind.Delay, Moment: FaultMoment.Headers }) await faults.WaitAsync(fault, visit.Context.RequestAborted);
        if (fault is { LeavesNoAnswer: false, ReplacesAnswer: true }) FaultedReply.Replace(service, fault, reply);
    }

    private void CarryOutLater(Visit visit, Fault fault, OperationHandler handler)
    {
        Call detached = visit.Call.Detach();
        long number = visit.Entry.Number;
        faults.CarryOutLater(
            fault,
            () =>
            {
                Reply unsent = Reply.Rent();
                try
                {
                    handler(detached, unsent);
                    log.Update(number, entry => entry with { CarriedOut = true });
                }
                finally
                {
                    Reply.Return(unsent);
                }
            },
            visit.Answered.Task);
    }

    /// <summary>The handler that routing has found.</summary>
    /// <exception cref="Rejection">404 if no operation has that path, 405 if none has it with that method.</exception>
    private static async Task<OperationHandler> RouteAsync(HttpContext context, Call call, Reply reply)
    {
        Endpoint endpoint = context.GetEndpoint() ?? throw new RouteRejection(404, "There is no operation at this address.");
        if (endpoint.Metadata.GetMetadata<OperationHandler>() is { } handler) return handler;
        // Routing's own endpoint for a path that exists with other methods sets the Allow header.
        await endpoint.RequestDelegate!(context);
        reply.Headers["Allow"] = context.Response.Headers.Allow.ToString();
        throw new RouteRejection(405, $"The operation at this address does not allow {call.Method}.");
    }

    private static Call NewCall(HttpContext context) => new()
    {
        Method = context.Request.Method,
        Path = context.Request.Path.Value ?? "/",
        QueryValues = context.Request.Query,
        Headers = context.Request.Headers,
        RouteValues = context.Request.RouteValues,
        Metadata = context.GetEndpoint()?.Metadata ?? EndpointMetadataCollection.Empty,
    };

    private LoggedRequest NewEntry(Visit visit, string version, string path)
    {
        HttpRequest request = visit.Context.Request;
        var connection = visit.Context.Features.Get<ConnectionState>();
        string correlationId = Guid.NewGuid().ToString();
        visit.Reply.Headers["x-correlation-id"] = correlationId;
        visit.IsReused = connection?.CountRequest() ?? false;
        return new LoggedRequest(
            _time.GetUtcNow(), request.Method, version, path, service.LogQuery(request.QueryString.Value ?? ""), 0, TimeSpan.Zero, "",
            correlationId, 0, null)
        {
            Service = name, Protocol = request.Protocol, Connection = connection?.Number ?? 0,
        };
    }

    private static FaultTarget Target(Visit visit) => new(visit.Entry.Service)
    {
        Method = visit.Entry.Method,
        Version = visit.Entry.Version,
        Path = visit.Entry.Path,
        Query = visit.Entry.Query,
        Protocol = visit.Entry.Protocol,
        IsReused = visit.IsReused,
    };

    /// <summary>What becomes known of a request on its way.</summary>
    private sealed class Visit(HttpContext context, Call call, Reply reply, long started)
    {
        public HttpContext Context { get; } = context;

        public Call Call { get; } = call;

        public Reply Reply { get; } = reply;

        public long Started { get; } = started;

        public TaskCompletionSource Answered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public LoggedRequest Entry { get; set; } = null!;

        public bool IsReused { get; set; }

        public int BodyBytes { get; set; }

        public bool CarriedOut { get; set; }

        public Fault? Fault { get; set; }

        public string? Rule { get; set; }
    }
}

/// <summary>A 404 or 405 for the address itself, as opposed to a record.</summary>
internal sealed class RouteRejection(int status, string message) : Rejection(status, message);
