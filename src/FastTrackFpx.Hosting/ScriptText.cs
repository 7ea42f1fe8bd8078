using System.Runtime.CompilerServices;
using System.Text;

namespace FastTrackFpx.Hosting;

/// <summary>A script as an interpolated string: each hole is a variable that holds the .NET object, and is never read as script.</summary>
[InterpolatedStringHandler]
public sealed class ScriptText
{
    private readonly StringBuilder _text;
    private readonly List<object?> _values = [];

    public ScriptText(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + (4 * formattedCount));

    /// <summary>The script, which takes the values of the holes as arguments. What ends a statement ends the script, as it ends a single command.</summary>
    internal string Text => $"param({string.Join(", ", _values.Select((_, hole) => $"$v{hole}"))}) try {{ {_text} }} catch {{ throw }}";

    internal IReadOnlyList<object?> Values => _values;

    public void AppendLiteral(string text) => _text.Append(text);

    public void AppendFormatted<T>(T value)
    {
        _text.Append("$v").Append(_values.Count);
        _values.Add(value);
    }

    public override string ToString() => _text.ToString();

    internal static ScriptText Of(string text)
    {
        ScriptText script = new(text.Length, 0);
        script.AppendLiteral(text);
        return script;
    }
}
