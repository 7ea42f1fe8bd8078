using System.Text;
using System.Text.RegularExpressions;

namespace System.Management.Automation;

[Flags]
public enum WildcardOptions { None = 0, Compiled = 1, IgnoreCase = 2, CultureInvariant = 4 }

/// <summary><c>*</c>, <c>?</c>, <c>[a-z]</c>, and the backtick that takes their meaning away.</summary>
public sealed class WildcardPattern
{
    private readonly Regex _regex;
    public WildcardPattern(string pattern) : this(pattern, WildcardOptions.None) { }

    public WildcardPattern(string pattern, WildcardOptions options)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        RegexOptions how = RegexOptions.Singleline | RegexOptions.CultureInvariant;
        if (options.HasFlag(WildcardOptions.IgnoreCase))
            how |= RegexOptions.IgnoreCase;
        _regex = new Regex(Translate(pattern), how);
    }

    public static WildcardPattern Get(string pattern, WildcardOptions options) => new(pattern, options);
    public bool IsMatch(string input) => input is not null && _regex.IsMatch(input);

    public static bool ContainsWildcardCharacters(string pattern)
    {
        for (int i = 0; i < pattern?.Length; i++)
        {
            if (pattern[i] == '`')
                i++;
            else if (pattern[i] is '*' or '?' or '[' or ']')
                return true;
        }

        return false;
    }

    public static string Escape(string pattern) => Regex.Replace(pattern, @"[*?\[\]`]", "`$0");

    private static string Translate(string pattern)
    {
        StringBuilder regex = new("^");
        for (int i = 0; i < pattern.Length; i++)
        {
            char c = pattern[i];
            int end;
            if (c == '`' && i + 1 < pattern.Length)
                regex.Append(Regex.Escape(pattern[++i].ToString()));
            else if (c == '*')
                regex.Append(".*");
            else if (c == '?')
                regex.Append('.');
            else if (c == '[')
            {
                // A bracket directly after the opening one is a member of the set.
                end = pattern.IndexOf(']', Math.Min(i + 2, pattern.Length));
                if (end < 0)
                    throw new WildcardPatternException($"The specified wildcard character pattern is not valid: {pattern}");
                regex.Append('[').Append(pattern[(i + 1)..end].Replace("\\", "\\\\").Replace("]", "\\]").Replace("^", "\\^").Replace("[", "\\[")).Append(']');
                i = end;
            }
            else
                regex.Append(Regex.Escape(c.ToString()));
        }

        return regex.Append("\\z").ToString();
    }
}
