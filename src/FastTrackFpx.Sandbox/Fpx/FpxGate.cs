using System.Globalization;
using FastTrackFpx.Sandbox.Hosting;
using FastTrackFpx.Sandbox.Http;

namespace FastTrackFpx.Sandbox.Fpx;

/// <summary>What a request must pass before its operation is looked for: the limit, the token, the origin, the requested format.</summary>
internal sealed class FpxGate(ServiceContext context)
{
    private readonly SandboxOptions _options = context.Options;
    private readonly string[] _origins = [.. context.Options.AllowedOrigins];
    private readonly RequestLimit _budget =
        new(context.Options.RequestsPerMinute, context.Readings.Is("F67", "sliding"), context.Time);

    public void Check(ServiceRequest request, ServiceResponse response)
    {
        CallerIdentity caller = CallerIdentity.Of(request.Headers);
        (request.Identity, request.User) = (caller.Key, caller.User);
        if (!_budget.TryTake(caller.Key, out TimeSpan wait))
        {
            int seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
            response.Headers["Retry-After"] = seconds.ToString(CultureInfo.InvariantCulture);
            throw new Rejection(429, $"The limit of {_options.RequestsPerMinute} calls per minute is reached.");
        }

        CheckToken(caller, response);
        CheckOrigin(request.Headers.Origin);
        CheckAccept(request.Headers.Accept.ToString());
    }

    private void CheckToken(CallerIdentity caller, ServiceResponse response)
    {
        string? error = !caller.HasToken ? (_options.RequireToken ? "This partner's requests need an end user's bearer token." : null)
            : caller.TokenEnd < context.Time.GetUtcNow() ? "The bearer token has expired."
            : null;
        if (error is null) return;
        response.Headers["WWW-Authenticate"] = caller.HasToken ? "Bearer error=\"invalid_token\"" : "Bearer";
        throw new Rejection(401, error);
    }

    private void CheckOrigin(string? origin)
    {
        if (_origins.Length == 0) return;
        bool isRegistered = origin is not null
            && Array.Exists(_origins, o => o.TrimEnd('/').Equals(origin.TrimEnd('/'), StringComparison.OrdinalIgnoreCase));
        if (isRegistered) return;
        throw new Rejection(403, origin is null ? "The Origin header is missing."
            : "The Origin header is not registered for this partner.");
    }

    private static void CheckAccept(string accept)
    {
        bool acceptsJson = accept.Length == 0 || accept.Contains("*/*", StringComparison.Ordinal)
            || accept.Contains("application/*", StringComparison.OrdinalIgnoreCase)
            || accept.Contains("json", StringComparison.OrdinalIgnoreCase);
        if (!acceptsJson) throw new Rejection(406, "Responses are only available as application/json.");
    }
}
