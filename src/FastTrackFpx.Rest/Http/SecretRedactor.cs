using System.Buffers.Text;

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

    /// <summary>The longest entity of a letter, such as <c>&amp;#x0000e9;</c>.</summary>
    private const int LongestEntity = 12;

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
        for (int level = 1, before = 0, length = body.Length; level <= MostLevels && before != length; level++)
        {
            before = length;
            length = Unescape(plain, before, origins);
            if (length != before) isFound |= Overwrite(body, plain.AsSpan(0, length), origins);
        }

        Array.Clear(plain, 0, plain.Length);
        return isFound;
    }

    private bool Overwrite(Span<byte> body, ReadOnlySpan<byte> plain, int[] origins)
    {
        bool isFound = false;
        foreach (byte[] form in _bytes)
        {
            for (int from = 0, at; (at = plain.Slice(from).IndexOf(form)) >= 0; from += at + form.Length)
            {
                int start = origins[from + at];
                body.Slice(start, origins[from + at + form.Length] - start).Fill((byte)'*');
                isFound = true;
            }
        }

        return isFound;
    }

    private static int Unescape(byte[] text, int length, int[] origins)
    {
        int to = 0;
        Span<byte> letter = stackalloc byte[4];
        for (int from = 0; from < length;)
        {
            int origin = origins[from];
            int taken = Letter(text.AsSpan(from, length - from), letter, out int written);
            for (int i = 0; i < written; i++, to++)
            {
                text[to] = letter[i];
                origins[to] = origin;
            }

            from += taken;
        }

        origins[to] = origins[length];
        return to;
    }

    /// <summary>The bytes of one letter, escaped or not, and how many bytes of the text it takes.</summary>
    private static int Letter(ReadOnlySpan<byte> text, Span<byte> letter, out int written)
    {
        int next = text.Length > 1 ? text[1] : 0;
        if (text[0] == '%' && Hex(text, 1, 2) is >= 0 and var octet) return Octet(octet, 3, letter, out written);
        if (text[0] == '\\' && next is 'u' or 'U' && Hex(text, 2, 4) is > 0 and var unit && unit is < 0xD800 or > 0xDFFF)
            return Write((char)unit, 6, letter, out written);
        if (text[0] == '\\' && next == 'x' && Hex(text, 2, 2) is >= 0 and var code) return Write((char)code, 4, letter, out written);
        if (text[0] == '\\' && next is '/' or '"' or '\\' or '\'') return Octet(next, 2, letter, out written);
        if (text[0] == '&' && text.Slice(0, Math.Min(text.Length, LongestEntity)).IndexOf((byte)';') is > 2 and var end
            && WebUtility.HtmlDecode(Encoding.ASCII.GetString(text.Slice(0, end + 1).ToArray())) is { Length: 1 } decoded)
            return Write(decoded[0], end + 1, letter, out written);
        return Octet(text[0], 1, letter, out written);
    }

    private static int Octet(int value, int taken, Span<byte> letter, out int written)
    {
        letter[0] = (byte)value;
        written = 1;
        return taken;
    }

    private static int Write(char value, int taken, Span<byte> letter, out int written)
    {
        byte[] bytes = Encoding.UTF8.GetBytes([value]);
        bytes.CopyTo(letter);
        written = bytes.Length;
        return taken;
    }

    private static int Hex(ReadOnlySpan<byte> text, int at, int digits) => text.Length >= at + digits
        && Utf8Parser.TryParse(text.Slice(at, digits), out int code, out int taken, 'x') && taken == digits ? code : -1;

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
