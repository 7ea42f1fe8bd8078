using System;
using System.Threading.Tasks;
using FastTrackFpx.Sandbox.Http;
using Microsoft.AspNetCore.Http;

namespace FastTrackFpx.Sandbox.Control;

/// <summary>Answers the calls below /sandbox/.</summary>
internal sealed class ControlPipeline(RouteTable routes)
{
    public const string Prefix = "/sandbox/";

    public async Task HandleAsync(HttpContext context, Reply reply)
    {
        try
        {
            using var body = await ReceivedBody.ReadAsync(context.Request);
            string[] path = context.Request.Path.Value![Prefix.Length..].TrimEnd('/').Split('/');
            (Operation operation, string[] values) = routes.Find(context.Request.Method, ApiVersions.V12, path, reply);
            operation.Handler(new Call(ApiVersions.V12, values, context.Request.Query, body.Bytes, CallerIdentity.Of(context)), reply);
        }
        catch (Refusal refusal)
        {
            reply.Refuse(refusal);
        }
    }

    public static bool IsFor(HttpContext context) =>
        context.Request.Path.Value?.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) == true;
}
