using System.Collections;
using System.Globalization;

namespace FastTrackFpx.Tour;

/// <summary>A command of the tour: run through the engine's API, shown as a person would type it.</summary>
internal sealed record TourCommand(string Name)
{
    /// <summary>What to bind: a switch has the value true. A value may be shown by other words, such as a variable.</summary>
    public IReadOnlyList<(string Name, object? Value, string? Shown)> Parameters { get; private init; } = [];

    private string? Words { get; init; }

    public TourCommand With(string name, object? value) => Shown(name, value, null);

    /// <summary>A switch.</summary>
    public TourCommand With(string name) => With(name, true);

    /// <summary>A parameter that is shown by other words than its value.</summary>
    public TourCommand Shown(string name, object? value, string? shown) => this with { Parameters = [.. Parameters, (name, value, shown)] };

    /// <summary>Other words for the whole command, where a person would write it shorter.</summary>
    public TourCommand Said(string words) => this with { Words = words };

    public override string ToString() => Words ?? string.Join(' ', Parameters.Select(Show).Prepend(Name));

    private static string Show((string Name, object? Value, string? Shown) parameter) => (parameter.Shown, parameter.Value) switch
    {
        (not null, _) => $"-{parameter.Name} {parameter.Shown}",
        (_, true) => $"-{parameter.Name}",
        (_, false) => $"-{parameter.Name}:$false",
        (_, null) => $"-{parameter.Name} $null",
        (_, IDictionary table) => $"-{parameter.Name} @{{ {string.Join("; ", table.Keys.Cast<object>().Select(key => Entry(key, table[key])))} }}",
        (_, Array values) => $"-{parameter.Name} {string.Join(", ", values.Cast<object?>().Select(Quote))}",
        _ => $"-{parameter.Name} {Quote(parameter.Value)}",
    };

    private static string Entry(object key, object? value) => $"{Quote(key)} = {Quote(value)}";

    private static string Quote(object? value)
    {
        string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "$null";
        bool isPlain = text.Length > 0 && text.All(c => char.IsLetterOrDigit(c) || c is '-' or '.' or '_' or '/' or ':' or '\\');
        return isPlain ? text : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
    }
}
