using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace FastTrackFpx.Tour;

/// <summary>A command of the tour: run through the engine's API, shown as a person would type it.</summary>
internal sealed class TourCommand
{
    private readonly List<(string Name, object? Value, string? Shown)> _parameters = [];

    private string? _words;

    public TourCommand(string name) => Name = name;

    public string Name { get; }

    /// <summary>Names and values to bind; a switch has the value true.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Parameters => _parameters.Select(p => KeyValuePair.Create(p.Name, p.Value));

    /// <summary>A parameter, shown by its value.</summary>
    public TourCommand With(string name, object? value)
    {
        _parameters.Add((name, value, null));
        return this;
    }

    /// <summary>A switch.</summary>
    public TourCommand With(string name) => With(name, true);

    /// <summary>A parameter that is shown by other words than its value, such as a variable.</summary>
    public TourCommand Shown(string name, object? value, string shown)
    {
        _parameters.Add((name, value, shown));
        return this;
    }

    /// <summary>Other words for the whole command, where a person would write it shorter.</summary>
    public TourCommand Said(string words)
    {
        _words = words;
        return this;
    }

    public override string ToString() => _words ?? string.Join(' ', new[] { Name }.Concat(_parameters.Select(Show)));

    private static string Show((string Name, object? Value, string? Shown) parameter) => (parameter.Shown, parameter.Value) switch
    {
        (not null, _) => $"-{parameter.Name} {parameter.Shown}",
        (_, true) => $"-{parameter.Name}",
        (_, false) => $"-{parameter.Name}:$false",
        (_, null) => $"-{parameter.Name} $null",
        (_, System.Collections.IDictionary table) => $"-{parameter.Name} @{{ {string.Join("; ", table.Keys.Cast<object>().Select(key => $"{Quote(key)} = {Quote(table[key])}"))} }}",
        (_, Array values) => $"-{parameter.Name} {string.Join(", ", values.Cast<object?>().Select(Quote))}",
        _ => $"-{parameter.Name} {Quote(parameter.Value)}",
    };

    private static string Quote(object? value)
    {
        string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "$null";
        return text.Length > 0 && text.All(c => char.IsLetterOrDigit(c) || c is '-' or '.' or '_' or '/' or ':' or '\\') ? text : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
    }
}
