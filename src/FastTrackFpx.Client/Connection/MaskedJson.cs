using System;
using System.Text;

namespace FastTrackFpx.Client.Connection;

/// <summary>
/// Copies JSON, leaving out what stands in personal fields. Goes by the signs alone and asks nothing of their order: a cut-off body holds names as
/// well as a whole one.
/// </summary>
internal sealed class MaskedJson
{
    private readonly string json;
    private readonly Func<string, bool> isPersonal;
    private readonly StringBuilder masked;
    private int position;
    private int depth;

    /// <summary>The depth at which the value of a personal field began, of which nothing is shown; 0 outside.</summary>
    private int hiddenFrom;
    private bool valueIsPersonal;

    internal MaskedJson(string json, Func<string, bool> isPersonal)
    {
        this.json = json;
        this.isPersonal = isPersonal;
        masked = new StringBuilder(json.Length);
        while (position < json.Length) Step();
    }

    /// <summary>The masked text.</summary>
    public override string ToString() => masked.ToString();

    private void Step()
    {
        char c = json[position];
        if (c == '"') Text();
        else if (c is '[' or '{') Open(c);
        else if (c is ']' or '}') Close(c);
        else if (valueIsPersonal && char.IsLetterOrDigit(c)) Plain();
        else Copy(c);
    }

    private void Text()
    {
        int end = EndOfText();
        string text = json.Substring(position, end - position);
        position = end;
        if (IsFieldName(end))
        {
            masked.Append(text);
            valueIsPersonal = isPersonal(text.Trim('"'));
            return;
        }

        // What half an address looks like, nobody can tell.
        bool isCutOff = end == json.Length && (text.Length == 1 || text[text.Length - 1] != '"');
        masked.Append(valueIsPersonal || hiddenFrom > 0 || isCutOff ? $"\"{PersonalData.Mask}\"" : PersonalData.MaskMail(text));
        valueIsPersonal = false;
    }

    private void Open(char c)
    {
        depth++;
        if (valueIsPersonal && hiddenFrom == 0) hiddenFrom = depth;
        valueIsPersonal = false;
        Copy(c);
    }

    private void Close(char c)
    {
        if (depth == hiddenFrom) hiddenFrom = 0;
        depth--;
        valueIsPersonal = false;
        Copy(c);
    }

    /// <summary>A number, true, false or null in a personal field.</summary>
    private void Plain()
    {
        int start = position;
        while (position < json.Length && (char.IsLetterOrDigit(json[position]) || json[position] is '.' or '-' or '+')) position++;
        masked.Append(json.Substring(start, position - start) == "null" ? "null" : PersonalData.Mask);
        valueIsPersonal = false;
    }

    private void Copy(char c)
    {
        masked.Append(c);
        position++;
    }

    private int EndOfText()
    {
        for (int i = position + 1; i < json.Length; i++)
        {
            if (json[i] == '\\') i++;
            else if (json[i] == '"') return i + 1;
        }

        return json.Length;
    }

    private bool IsFieldName(int end)
    {
        while (end < json.Length && char.IsWhiteSpace(json[end])) end++;
        return end < json.Length && json[end] == ':';
    }
}
