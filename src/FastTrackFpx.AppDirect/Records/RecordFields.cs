using System.Text;

namespace FastTrackFpx.AppDirect.Records;

/// <summary>The names of a record's properties in JSON. A name may have several spellings.</summary>
internal sealed class RecordFields
{
    private readonly byte[][] _names;
    private readonly Dictionary<string, int> _spellings = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="names">For each property its spellings, separated by a bar, the one that is written first.</param>
    internal RecordFields(params string[] names)
    {
        _names = new byte[names.Length][];
        for (int field = 0; field < names.Length; field++)
        {
            string[] spellings = names[field].Split('|');
            _names[field] = Encoding.UTF8.GetBytes(spellings[0]);
            foreach (string spelling in spellings)
            {
                if (!_spellings.ContainsKey(spelling)) _spellings.Add(spelling, field);
            }
        }
    }

    /// <summary>The property at whose name the reader stands; -1 if there is none. Properties mostly come in the order of the document.</summary>
    internal int Find(ref Utf8JsonReader reader, int expected)
    {
        int last = Math.Min(expected + 3, _names.Length);
        for (int field = expected; field < last; field++)
        {
            if (reader.ValueTextEquals(_names[field])) return field;
        }

        for (int field = 0; field < _names.Length; field++)
        {
            if (reader.ValueTextEquals(_names[field])) return field;
        }

        return _spellings.TryGetValue(reader.GetString()!, out int found) ? found : -1;
    }

    internal string NameOf(int field) => Encoding.UTF8.GetString(_names[field]);

    internal bool Knows(string name) => _spellings.ContainsKey(name);
}
