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
    private readonly FaultedResponse _faulted = new(faults, options.TimeProvider);

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
        ServiceResponse response = ServiceResponse.Rent();
        try
        {
            if (ControlEndpoints.IsFor(context.Request)) await AnswerControlAsync(context, response);
            else await AnswerServiceAsync(context, response);
        }
        finally
        {
            ServiceResponse.Return(response);
        }
    }

    private async Task AnswerControlAsync(HttpContext context, ServiceResponse response)
    {
        try
        {
            control.Admit(context.Request);
            using ReceivedBody body = await ReceivedBody.ReadAsync(context.Request);
            ServiceRequest request = NewRequest(context);
            request.Body = body.Bytes;
            (await RouteAsync(context, request, response))(request, response);
        }
        catch (Rejection rejection)
        {
            response.Clear();
            ControlEndpoints.WriteError(response, rejection);
        }

        await response.SendAsync(context);
    }

    private async Task AnswerServiceAsync(HttpContext context, ServiceResponse response)
    {
        var visit = new Visit(context, NewRequest(context), response, _time.GetTimestamp());
        (string version, string path) = service.LogName(visit.Request.Path);
        visit.Entry = log.Add(NewEntry(visit, version, path));
        try
        {
            await AnswerAndLogAsync(visit);
            response.Headers["Date"] = (_time.GetUtcNow() + faults.Plan.DateOffset).ToString("R", CultureInfo.InvariantCulture);
            if (visit.Fault is { } fault) await _faulted.SendAsync(context, response, fault);
            else await response.SendAsync(context);
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
            status = visit.Fault is { LeavesNoAnswer: true } ? 0 : visit.Response.Status;
        }
        finally
        {
            LoggedRequest entry = log.Update(visit.Entry.Number, entry => entry with
            {
                Status = status,
                Elapsed = _time.GetElapsedTime(visit.Started),
                Identity = visit.Request.Identity,
                CorrelationId = visit.Response.Headers["x-correlation-id"],
                BodyBytes = visit.BodyBytes,
                Fault = visit.Rule,
                CarriedOut = entry.CarriedOut || visit.CarriedOut,
            });
            options.Trace?.Invoke(TraceLine.Of(entry));
        }
    }

    private async Task AnswerAsync(Visit visit)
    {
        ServiceResponse response = visit.Response;
        try
        {
            visit.Request.Store = faults.Plan.Store;
            service.Admit(visit.Request, response);
            if (faults.Strike(Target(visit)) is var (fault, rule)) (visit.Fault, visit.Rule) = (fault, rule);
            if (visit.Fault is { Kind: FaultKind.EndSession })
            {
                service.EndSessions();
                service.Admit(visit.Request, response);
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
            response.Clear();
            response.Status = rejection.Status;
            service.WriteError(response, rejection);
        }
        catch (Exception e) when (e is not (OperationCanceledException or IOException or BadHttpRequestException))
        {
            // The caller gets the service's error body; whoever runs the sandbox gets the whole exception.
            options.Trace?.Invoke(e.ToString());
            response.Clear();
            response.Status = 500;
            service.WriteError(response, new Rejection(500, $"The sandbox failed: {e.GetType().Name}."));
        }

        if (options.Quirks) service.ApplyQuirks(visit.Request, response);
    }

    private async Task CarryOutAsync(Visit visit)
    {
        (ServiceRequest request, ServiceResponse response, Fault? fault) = (visit.Request, visit.Response, visit.Fault);
        OperationHandler handler = await RouteAsync(visit.Context, request, response);
        using ReceivedBody body = await ReceivedBody.ReadAsync(visit.Context.Request);
        visit.BodyBytes = body.Length;
        request.Body = body.Bytes;
        request.PageShift = fault?.PageShift ?? 0;
        if (fault is { Kind: FaultKind.Delay, Moment: FaultMoment.Before or FaultMoment.Request or FaultMoment.Upload })
        {
            await faults.WaitAsync(fault, visit.Context.RequestAborted);
        }

        if (fault is null or { CarriesOut: true })
        {
            handler(request, response);
            visit.CarriedOut = true;
        }
        else if (fault.Kind == FaultKind.Late)
        {
            CarryOutLater(visit, fault, handler);
        }

        if (fault is { Kind: FaultKind.Delay, Moment: FaultMoment.Headers }) await faults.WaitAsync(fault, visit.Context.RequestAborted);
        if (fault is { LeavesNoAnswer: false, ReplacesAnswer: true }) FaultedResponse.Replace(service, fault, response);
    }

    private void CarryOutLater(Visit visit, Fault fault, OperationHandler handler)
    {
        ServiceRequest detached = visit.Request.Detach();
        long number = visit.Entry.Number;
        faults.CarryOutLater(
            fault,
            () =>
            {
                ServiceResponse unsent = ServiceResponse.Rent();
                try
                {
                    handler(detached, unsent);
                    log.Update(number, entry => entry with { CarriedOut = true });
                }
                finally
                {
                    ServiceResponse.Return(unsent);
                }
            },
            visit.Answered.Task);
    }

    /// <summary>The handler that routing has found.</summary>
    /// <exception cref="Rejection">404 if no operation has that path, 405 if none has it with that method.</exception>
    private static async Task<OperationHandler> RouteAsync(HttpContext context, ServiceRequest request, ServiceResponse response)
    {
        Endpoint endpoint = context.GetEndpoint() ?? throw new RouteRejection(404, "There is no operation at this address.");
        if (endpoint.Metadata.GetMetadata<OperationHandler>() is { } handler) return handler;
        // Routing's own endpoint for a path that exists with other methods sets the Allow header.
        await endpoint.RequestDelegate!(context);
        response.Headers["Allow"] = context.Response.Headers.Allow.ToString();
        throw new RouteRejection(405, $"The operation at this address does not allow {request.Method}.");
    }

    private static ServiceRequest NewRequest(HttpContext context) => new()
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
        visit.Response.Headers["x-correlation-id"] = correlationId;
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
    private sealed class Visit(HttpContext context, ServiceRequest request, ServiceResponse response, long started)
    {
        public HttpContext Context { get; } = context;

        public ServiceRequest Request { get; } = request;

        public ServiceResponse Response { get; } = response;

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
