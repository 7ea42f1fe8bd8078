using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace System.Management.Automation.Modules;

/// <summary>Reads the data part of a module manifest: tables, lists, text, numbers, true and false.</summary>
internal sealed partial class ManifestReader
{
    private readonly string _path;
    private readonly Queue<string> _tokens;

    private ManifestReader(string path)
    {
        _path = path;
        _tokens = new(Token().Matches(IO.File.ReadAllText(path)).Select(static m => m.Value).Where(static t => t[0] is not ('#' or '\uFEFF') && !t.StartsWith("<#", StringComparison.Ordinal)));
    }

    public static Hashtable Read(string path)
    {
        ManifestReader reader = new(path);
        reader.SkipLines();
        var table = reader.Value() as Hashtable ?? throw reader.Wrong("a table");
        reader.SkipLines();
        return reader._tokens.Count == 0 ? table : throw reader.Wrong("the end");
    }

    // A comment of several lines, one of a line, text in either quotes, a bracket or sign, the end of a line, a word.
    [GeneratedRegex(@"<#[\s\S]*?#>|#[^\n]*|'(?:[^']|'')*'|""(?:[^""]|"""")*""|@\{|@\(|[{}(),;=\n\uFEFF]|[^\s{}(),;='""#]+")]
    private static partial Regex Token();

    private object? Value()
    {
        List<object?> list = [Single()];
        while (Try(","))
            list.Add(Single());
        return list.Count == 1 ? list[0] : list.ToArray();
    }

    private object? Single()
    {
        SkipLines();
        string token = _tokens.Count > 0 ? _tokens.Dequeue() : throw Wrong("a value");
        return token.ToLowerInvariant() switch
        {
            "@{" => Table(),
            "@(" => List(),
            "$true" => true,
            "$false" => false,
            "$null" => null,
            ['\'' or '"', ..] => Unquoted(token),
            _ when int.TryParse(token, NumberStyles.Integer, CultureInfo.InvariantCulture, out int whole) => whole,
            _ when double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => number,
            _ => throw Wrong($"a value in the place of {token}"),
        };
    }

    private Hashtable Table()
    {
        Hashtable table = new(StringComparer.OrdinalIgnoreCase);
        for (SkipLines(); !Try("}"); SkipLines())
        {
            string key = Unquoted(_tokens.Count > 0 ? _tokens.Dequeue() : throw Wrong("}"));
            if (!Try("="))
                throw Wrong($"= after {key}");
            table[key] = Value();
        }

        return table;
    }

    private object?[] List()
    {
        List<object?> items = [];
        for (SkipLines(); !Try(")"); SkipLines())
        {
            items.Add(Single());
            _ = Try(",");
        }

        return [.. items];
    }

    private static string Unquoted(string token) => token[0] is '\'' or '"' ? token[1..^1].Replace(new string(token[0], 2), token[..1], StringComparison.Ordinal) : token;

    private void SkipLines()
    {
        while (Try("\n") || Try(";")) { }
    }

    private bool Try(string expected) => _tokens.TryPeek(out string? next) && next == expected && _tokens.TryDequeue(out _);

    private RuntimeException Wrong(string expected) => new($"The module manifest '{_path}' could not be read: {expected} was expected, {_tokens.Count} words before its end.");
}
