using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace FastTrackFpx.Sandbox.Http;

/// <summary>Reads the form of a token request, with the client's credentials from the form or from the Authorization header.</summary>
internal sealed class FormBody
{
    private readonly Dictionary<string, StringValues> _values;

    private FormBody(Dictionary<string, StringValues> values) => _values = values;

    /// <summary>The client id and secret; empty if they are missing.</summary>
    public (string Id, string Secret) Client { get; private init; } = ("", "");

    public string this[string name] => _values.TryGetValue(name, out StringValues value) ? value.ToString() : "";

    public static FormBody Read(ServiceRequest request)
    {
        Dictionary<string, StringValues> values = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(request.Body.Span));
        var form = new FormBody(values);
        return new FormBody(values) { Client = Basic(request.Headers.Authorization) ?? (form["client_id"], form["client_secret"]) };
    }

    private static (string Id, string Secret)? Basic(string? header)
    {
        const string scheme = "Basic ";
        if (header?.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) != true) return null;
        byte[] decoded = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[scheme.Length..].Trim(), decoded, out int length)) return ("", "");
        string[] parts = Encoding.UTF8.GetString(decoded, 0, length).Split(':', 2);
        return parts.Length == 2 ? (Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts[1])) : ("", "");
    }
}
