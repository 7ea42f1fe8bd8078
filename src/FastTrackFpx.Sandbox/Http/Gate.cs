using System;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace FastTrackFpx.Sandbox.Http;

/// <summary>What a call must pass before its operation is looked for: the budget, the token, the origin, the answer's format.</summary>
internal sealed class Gate(SandboxOptions options, CallBudget budget)
{
    private readonly string[] _origins = [.. options.AllowedOrigins];

    public void Check(HttpContext context, CallerIdentity caller, Reply reply)
    {
        if (!budget.TryTake(caller.Key, out TimeSpan wait))
        {
            int seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
            reply.Headers.Add(new("Retry-After", seconds.ToString(CultureInfo.InvariantCulture)));
            throw new Refusal(429, $"The limit of {options.RequestsPerMinute} calls per minute is reached.", "Internal", "FT_FCU API Team");
        }

        CheckToken(caller, reply);
        CheckOrigin(context.Request);
        CheckAccept(context.Request);
    }

    private void CheckToken(CallerIdentity caller, Reply reply)
    {
        string? fault = !caller.HasToken ? (options.RequireToken ? "This partner's calls need an end user's bearer token." : null)
            : caller.TokenEnd < options.TimeProvider.GetUtcNow() ? "The bearer token has expired."
            : null;
        if (fault is null) return;
        reply.Headers.Add(new("WWW-Authenticate", caller.HasToken ? "Bearer error=\"invalid_token\"" : "Bearer"));
        throw new Refusal(401, fault, "Internal", "FT_FCU API Team");
    }

    private void CheckOrigin(HttpRequest request)
    {
        if (_origins.Length == 0) return;
        string? origin = request.Headers.Origin;
        if (origin is not null
            && Array.Exists(_origins, o => o.TrimEnd('/').Equals(origin.TrimEnd('/'), StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }
        throw new Refusal(
            403, origin is null ? "The Origin header is missing." : "The Origin header is not one that is registered for this partner.",
            "Internal", "FT_FCU API Team");
    }

    private static void CheckAccept(HttpRequest request)
    {
        if (request.Headers.Accept.Count == 0) return;
        string accept = request.Headers.Accept.ToString();
        if (accept.Length == 0 || accept.Contains("*/*", StringComparison.Ordinal)
            || accept.Contains("application/*", StringComparison.OrdinalIgnoreCase)
            || accept.Contains("json", StringComparison.OrdinalIgnoreCase)) return;
        throw new Refusal(406, "Answers are application/json alone.", "Internal", "FT_FCU API Team");
    }
}
