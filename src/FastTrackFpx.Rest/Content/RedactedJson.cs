namespace FastTrackFpx.Rest.Content;

/// <summary>Copies JSON without the values of personal fields. It looks at single characters, so that a body that is cut off is redacted as well.</summary>
internal sealed class RedactedJson
{
    private readonly string _json;
    private readonly Func<string, bool> _isPersonal;
    private readonly StringBuilder _masked;
    private int _position;
    private int _depth;

    /// <summary>The depth at which the value of a personal field began, of which nothing is shown; 0 outside.</summary>
    private int _hiddenFrom;
    private bool _valueIsPersonal;

    internal RedactedJson(string json, Func<string, bool> isPersonal)
    {
        _json = json;
        _isPersonal = isPersonal;
        _masked = new StringBuilder(json.Length);
        while (_position < json.Length) Step();
    }

    public override string ToString() => _masked.ToString();

    private void Step()
    {
        char c = _json[_position];
        if (c == '"') Text();
        else if (c is '[' or '{') Open(c);
        else if (c is ']' or '}') Close(c);
        else if (_valueIsPersonal && char.IsLetterOrDigit(c)) Plain();
        else Copy(c);
    }

    private void Text()
    {
        int end = EndOfText();
        string text = _json.Substring(_position, end - _position);
        _position = end;
        if (IsFieldName(end))
        {
            _masked.Append(text);
            _valueIsPersonal = _isPersonal(text.Trim('"'));
            return;
        }

        // Half a mail address cannot be recognised.
        bool isCutOff = end == _json.Length && (text.Length == 1 || text[text.Length - 1] != '"');
        _masked.Append(_valueIsPersonal || _hiddenFrom > 0 || isCutOff ? $"\"{PersonalFields.Mask}\"" : PersonalFields.RedactText(text));
        _valueIsPersonal = false;
    }

    private void Open(char c)
    {
        _depth++;
        if (_valueIsPersonal && _hiddenFrom == 0) _hiddenFrom = _depth;
        _valueIsPersonal = false;
        Copy(c);
    }

    private void Close(char c)
    {
        if (_depth == _hiddenFrom) _hiddenFrom = 0;
        _depth--;
        _valueIsPersonal = false;
        Copy(c);
    }

    private void Plain()
    {
        int start = _position;
        while (_position < _json.Length && (char.IsLetterOrDigit(_json[_position]) || _json[_position] is '.' or '-' or '+')) _position++;
        _masked.Append(_json.Substring(start, _position - start) == "null" ? "null" : PersonalFields.Mask);
        _valueIsPersonal = false;
    }

    private void Copy(char c)
    {
        _masked.Append(c);
        _position++;
    }

    private int EndOfText()
    {
        for (int i = _position + 1; i < _json.Length; i++)
        {
            if (_json[i] == '\\') i++;
            else if (_json[i] == '"') return i + 1;
        }

        return _json.Length;
    }

    private bool IsFieldName(int end)
    {
        while (end < _json.Length && char.IsWhiteSpace(_json[end])) end++;
        return end < _json.Length && _json[end] == ':';
    }
}
