using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;

namespace FastTrackFpx.Rest.Http;

/// <summary>
/// Removes known values from text and bodies in every form in which a service or proxy may repeat them: as they are, with JSON escapes, URL-encoded,
/// in base64 and base64url at each alignment, in hexadecimal and HTML-encoded, in any case.
/// </summary>
internal sealed class SecretRedactor
{
    internal const string Mask = "***";

    /// <summary>Shorter values would be found inside ordinary words.</summary>
    internal const int ShortestSecret = 8;

    internal static readonly SecretRedactor None = new([]);

    private readonly string[] _forms;
    private readonly byte[][] _bytes;

    /// <param name="secrets">The values.</param>
    /// <param name="shortest">Shorter values are left alone.</param>
    internal SecretRedactor(IEnumerable<string> secrets, int shortest = ShortestSecret)
    {
        _forms = [.. secrets.Where(secret => secret.Length >= shortest).SelectMany(Forms).Distinct(StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(form => form.Length)];
        _bytes = [.. _forms.SelectMany(form => new[] { form, form.ToUpperInvariant(), form.ToLowerInvariant() }).Distinct(StringComparer.Ordinal)
            .Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>The same redactor with further values.</summary>
    internal static SecretRedactor Of(params string?[] secrets) => new(secrets.OfType<string>());

    /// <summary>The text without the values.</summary>
    internal string Redact(string text)
    {
        foreach (string form in _forms)
        {
            if (form.Length > text.Length) continue;
            for (int at = text.IndexOf(form, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(form, at, StringComparison.OrdinalIgnoreCase))
                text = text.Substring(0, at) + Mask + text.Substring(at + form.Length);
        }

        return _forms.Length > 0 && text.IndexOf("\\u", StringComparison.OrdinalIgnoreCase) >= 0 ? RedactEscaped(text) : text;
    }

    /// <summary>Overwrites the values in a body, in place. A JSON body stays valid, since a value never holds a quote.</summary>
    internal void Redact(Span<byte> body)
    {
        if (_bytes.Length == 0) return;
        foreach (byte[] form in _bytes)
        {
            for (int at = body.IndexOf(form); at >= 0; at = body.IndexOf(form)) body.Slice(at, form.Length).Fill((byte)'*');
        }

        if (body.IndexOf((byte)'\\') < 0) return;
        // Escapes may stand at any letter (\u0041). The slow comparison runs only if the unescaped body holds a value.
        byte[] plain = ArrayPool<byte>.Shared.Rent(body.Length);
        int length = 0;
        for (int at = 0; at < body.Length; length++) at += Unescape(body.Slice(at), out plain[length]);
        foreach (byte[] form in _bytes)
        {
            if (plain.AsSpan(0, length).IndexOf(form) >= 0) RedactEscaped(body, form);
        }

        Array.Clear(plain, 0, length);
        ArrayPool<byte>.Shared.Return(plain);
    }

    private string RedactEscaped(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        foreach (byte[] form in _bytes) RedactEscaped(bytes, form);
        return Encoding.UTF8.GetString(bytes);
    }

    private static void RedactEscaped(Span<byte> body, byte[] form)
    {
        for (int start = 0; start < body.Length; start++)
        {
            int end = start;
            int matched = 0;
            while (matched < form.Length && end < body.Length)
            {
                int length = Unescape(body.Slice(end), out byte value);
                if (value != form[matched]) break;
                matched++;
                end += length;
            }

            if (matched < form.Length) continue;
            body.Slice(start, end - start).Fill((byte)'*');
            start = end - 1;
        }
    }

    /// <summary>One character of JSON text and how many bytes it takes; secrets are ASCII.</summary>
    private static int Unescape(ReadOnlySpan<byte> text, out byte value)
    {
        value = text[0];
        if (value != (byte)'\\' || text.Length < 2) return 1;
        if (text[1] is (byte)'/' or (byte)'"' or (byte)'\\')
        {
            value = text[1];
            return 2;
        }

        if (text[1] is not ((byte)'u' or (byte)'U') || text.Length < 6) return 1;
        int code = 0;
        foreach (byte digit in text.Slice(2, 4))
        {
            int number = digit switch
            {
                >= (byte)'0' and <= (byte)'9' => digit - '0',
                >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
                >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
                _ => -1,
            };
            if (number < 0) return 1;
            code = (code * 16) + number;
        }

        if (code > 127) return 1;
        value = (byte)code;
        return 6;
    }

    private static IEnumerable<string> Forms(string secret)
    {
        yield return secret;
        yield return Uri.EscapeDataString(secret);
        yield return WebUtility.UrlEncode(secret);
        yield return Uri.EscapeDataString(Uri.EscapeDataString(secret));
        yield return WebUtility.HtmlEncode(secret);
        yield return secret.Replace("/", "\\/");
        byte[] bytes = Encoding.UTF8.GetBytes(secret);
        yield return string.Concat(bytes.Select(value => value.ToString("x2", CultureInfo.InvariantCulture)));
        for (int offset = 0; offset < 3; offset++)
        {
            // Base64 of a text that contains the secret: what depends on the neighbours at both ends is cut off.
            byte[] padded = [.. new byte[offset], .. bytes];
            string base64 = Convert.ToBase64String(padded);
            int skipped = (offset * 4 + 2) / 3;
            int sure = (padded.Length / 3 * 4) - skipped;
            if (sure < ShortestSecret) continue;
            string core = base64.Substring(skipped, sure);
            yield return core;
            yield return core.Replace('+', '-').Replace('/', '_');
        }
    }
}
