using System.Text.RegularExpressions;

namespace FastTrackFpx.Rest.Http;

/// <summary>
/// Removes known values from text and bodies in every form in which a service or proxy may repeat them: in any case and Unicode form, in base64 and
/// base64url at each alignment, in hexadecimal, and all of these with any letter escaped as in JSON, HTML or an address, also several times over.
/// </summary>
internal sealed class SecretRedactor
{
    internal const string Mask = "***";

    /// <summary>Shorter values would be found inside ordinary words.</summary>
    internal const int ShortestSecret = 8;

    /// <summary>JSON within JSON within an address, as gateways write.</summary>
    private const int MostLevels = 3;

    /// <summary>An escaped letter, or a byte of one.</summary>
    private static readonly Regex Escape = new(
        """%(?<octet>[0-9a-f]{2})|\\u(?<code>[0-9a-f]{4})|\\x(?<code>[0-9a-f]{2})|\\(?<sign>[/"\\'])|&#?[0-9a-z]{1,9};""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Reads each byte as a letter.</summary>
    private static readonly Encoding Latin1 = Encoding.GetEncoding(28591);

    internal static readonly SecretRedactor None = new([]);

    private readonly string[] _forms;
    private readonly byte[][] _bytes;
    private readonly int _knownBy;

    /// <param name="secrets">The values.</param>
    /// <param name="shortest">Shorter values are left alone.</param>
    /// <param name="knownBy">So much of a value is enough to know it by in a text, which may repeat no more than its beginning.</param>
    internal SecretRedactor(IEnumerable<string> secrets, int shortest = ShortestSecret, int knownBy = int.MaxValue)
    {
        _knownBy = knownBy;
        _forms = [.. secrets.Where(secret => secret.Length >= shortest).SelectMany(Forms).Distinct(StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(form => form.Length)];
        _bytes = [.. _forms.SelectMany(form => new[] { form, form.ToUpperInvariant(), form.ToLowerInvariant() }).Distinct(StringComparer.Ordinal)
            .Select(Encoding.UTF8.GetBytes)];
    }

    internal static SecretRedactor Of(params string?[] secrets) => new(secrets.OfType<string>());

    internal string Redact(string text)
    {
        foreach (string form in _forms)
        {
            string start = form.Substring(0, Math.Min(form.Length, _knownBy));
            for (int at = 0; (at = text.IndexOf(start, at, StringComparison.OrdinalIgnoreCase)) >= 0; at += Mask.Length)
            {
                int end = at + start.Length;
                while (end - at < form.Length && end < text.Length && char.ToUpperInvariant(text[end]) == char.ToUpperInvariant(form[end - at])) end++;
                text = text.Substring(0, at) + Mask + text.Substring(end);
            }
        }

        if (_forms.Length == 0 || text.IndexOfAny(['\\', '%', '&']) < 0) return text;
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return RedactEscaped(bytes) ? Encoding.UTF8.GetString(bytes) : text;
    }

    /// <summary>Overwrites the values in a body, in place. A JSON body stays valid, since a value never holds a quote.</summary>
    internal void Redact(Span<byte> body)
    {
        if (_bytes.Length == 0) return;
        foreach (byte[] form in _bytes)
        {
            for (int at = body.IndexOf(form); at >= 0; at = body.IndexOf(form)) body.Slice(at, form.Length).Fill((byte)'*');
        }

        if (body.IndexOfAny((byte)'\\', (byte)'%', (byte)'&') >= 0) RedactEscaped(body);
    }

    /// <summary>Overwrites what is a value once its escapes are read, level by level; true if there was any.</summary>
    private bool RedactEscaped(Span<byte> body)
    {
        bool isFound = false;
        byte[] plain = body.ToArray();
        // Where each byte of the plain text began.
        int[] origins = [.. Enumerable.Range(0, body.Length + 1)];
        for (int level = 1; level <= MostLevels; level++)
        {
            int before = plain.Length;
            (plain, origins) = Unescape(plain, origins);
            if (plain.Length == before) break;
            foreach (byte[] form in _bytes)
            {
                for (int from = 0, at; (at = plain.AsSpan(from).IndexOf(form)) >= 0; from += at + form.Length)
                {
                    int start = origins[from + at];
                    body.Slice(start, origins[from + at + form.Length] - start).Fill((byte)'*');
                    isFound = true;
                }
            }
        }

        return isFound;
    }

    /// <summary>Reads one level of escapes.</summary>
    private static (byte[] Plain, int[] Origins) Unescape(byte[] text, int[] origins)
    {
        List<byte> plain = new(text.Length);
        List<int> starts = new(text.Length + 1);
        int end = 0;
        foreach (Match escape in Escape.Matches(Latin1.GetString(text)))
        {
            Copy(escape.Index);
            byte[] letter = Letter(escape);
            plain.AddRange(letter);
            starts.AddRange(letter.Select(_ => origins[escape.Index]));
            end = escape.Index + escape.Length;
        }

        Copy(text.Length);
        return ([.. plain], [.. starts, origins[text.Length]]);

        void Copy(int until)
        {
            plain.AddRange(new ArraySegment<byte>(text, end, until - end));
            starts.AddRange(new ArraySegment<int>(origins, end, until - end));
        }
    }

    private static byte[] Letter(Match escape) =>
        escape.Groups["octet"] is { Success: true } octet ? [Convert.ToByte(octet.Value, 16)]
        : escape.Groups["sign"] is { Success: true } sign ? [(byte)sign.Value[0]]
        : escape.Groups["code"] is { Success: true } code ? Encoding.UTF8.GetBytes([(char)Convert.ToUInt16(code.Value, 16)])
        : Encoding.UTF8.GetBytes(WebUtility.HtmlDecode(escape.Value));

    private static IEnumerable<string> Forms(string secret)
    {
        yield return secret;
        yield return secret.Replace(' ', '+');
        if (!secret.Any(char.IsSurrogate))
        {
            yield return secret.Normalize(NormalizationForm.FormC);
            yield return secret.Normalize(NormalizationForm.FormD);
        }

        foreach (Encoding encoding in new[] { Encoding.UTF8, Encoding.Unicode })
        {
            byte[] bytes = encoding.GetBytes(secret);
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
}
