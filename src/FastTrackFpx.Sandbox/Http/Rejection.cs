using System.Text.Json;

namespace FastTrackFpx.Sandbox.Http;

/// <summary>A request that is answered with an error. Rules throw it; each service writes its own error body from it.</summary>
internal class Rejection(int status, string message, FieldErrors? errors = null) : Exception(message)
{
    public Rejection(FieldErrors errors)
        : this(400, "One or more fields of the request are not valid.", errors)
    {
    }

    public int Status { get; } = status;

    public FieldErrors? Errors { get; } = errors;

    /// <summary>A 400 for one field of the body or one input of the query or path.</summary>
    public static Rejection Field(string field, string message)
    {
        var errors = new FieldErrors();
        errors.Add(field, message);
        return new Rejection(errors);
    }
}

/// <summary>Messages by field, in the order in which they were found. Names start with a capital, as the services write them.</summary>
internal sealed class FieldErrors
{
    private readonly List<KeyValuePair<string, List<string>>> _fields = [];

    public IEnumerable<KeyValuePair<string, List<string>>> Fields => _fields;

    public void Add(string field, string message)
    {
        string name = char.ToUpperInvariant(field[0]) + field[1..];
        if (_fields.Find(known => known.Key == name).Value is { } messages) messages.Add(message);
        else _fields.Add(new(name, [message]));
    }

    /// <summary>Writes an errors map: field name to messages.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("errors"u8);
        foreach ((string field, List<string> messages) in _fields)
        {
            json.WriteStartArray(field);
            foreach (string message in messages) json.WriteStringValue(message);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    public void ThrowIfAny()
    {
        if (_fields.Count > 0) throw new Rejection(this);
    }
}
