using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace System.Management.Automation.Modules;

/// <summary>Reads the data part of a module manifest: tables, lists, text, numbers, true and false.</summary>
internal sealed class ManifestReader
{
    private readonly string _text;
    private readonly string _path;
    private int _at;

    private ManifestReader(string path) => (_path, _text) = (path, IO.File.ReadAllText(path));

    public static Hashtable Read(string path)
    {
        ManifestReader reader = new(path);
        var table = reader.Value() as Hashtable ?? throw reader.Wrong("a table");
        reader.Skip(newLines: true);
        return reader._at == reader._text.Length ? table : throw reader.Wrong("the end");
    }

    private object? Value()
    {
        object? first = Single();
        List<object?> list = [first];
        while (Skip(newLines: false) && Try(","))
            list.Add(Single());
        return list.Count == 1 ? first : list.ToArray();
    }

    private object? Single()
    {
        Skip(newLines: true);
        if (Try("@{"))
            return Table();
        if (Try("@("))
            return List();
        if (Peek is '\'' or '"')
            return Quoted(_text[_at++]);
        string word = Word();
        return word.ToLowerInvariant() switch
        {
            "$true" => true,
            "$false" => false,
            "$null" => null,
            _ when int.TryParse(word, NumberStyles.Integer, CultureInfo.InvariantCulture, out int whole) => whole,
            _ when double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => number,
            _ => throw Wrong("a value"),
        };
    }

    private Hashtable Table()
    {
        Hashtable table = new(StringComparer.OrdinalIgnoreCase);
        while (Skip(newLines: true) && !Try("}"))
        {
            string key = Peek is '\'' or '"' ? Quoted(_text[_at++]) : Word();
            Skip(newLines: false);
            if (key.Length == 0 || !Try("="))
                throw Wrong("a name and an equals sign");
            table[key] = Value();
            Skip(newLines: false);
            Try(";");
        }

        return table;
    }

    private object?[] List()
    {
        List<object?> items = [];
        while (Skip(newLines: true) && !Try(")"))
        {
            items.Add(Single());
            Skip(newLines: true);
            _ = Try(",") || Try(";");
        }

        return [.. items];
    }

    private string Quoted(char quote)
    {
        StringBuilder text = new();
        for (; _at < _text.Length; _at++)
        {
            if (_text[_at] != quote)
                text.Append(_text[_at]);
            else if (_at + 1 < _text.Length && _text[_at + 1] == quote)
                text.Append(_text[_at++]);
            else
            {
                _at++;
                return text.ToString();
            }
        }

        throw Wrong("the closing quote");
    }

    private string Word()
    {
        int start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or '$' or '.' or '-'))
            _at++;
        return _text[start.._at];
    }

    private char Peek => _at < _text.Length ? _text[_at] : '\0';

    private bool Try(string expected)
    {
        if (string.CompareOrdinal(_text, _at, expected, 0, expected.Length) != 0)
            return false;
        _at += expected.Length;
        return true;
    }

    /// <summary>Passes over blanks and comments; true always, so that it reads well in a condition.</summary>
    private bool Skip(bool newLines)
    {
        while (_at < _text.Length)
        {
            if (_text[_at] == '#' || string.CompareOrdinal(_text, _at, "<#", 0, 2) == 0)
            {
                int end = _text[_at] == '#' ? _text.IndexOf('\n', _at) : _text.IndexOf("#>", _at, StringComparison.Ordinal) + 2;
                _at = end < 0 ? _text.Length : end;
            }
            else if (_text[_at] == '\uFEFF' || (char.IsWhiteSpace(_text[_at]) && (newLines || _text[_at] != '\n')))
                _at++;
            else
                break;
        }

        return true;
    }

    private RuntimeException Wrong(string expected) =>
        new($"The module manifest '{_path}' could not be read: {expected} was expected at character {_at}.");
}
