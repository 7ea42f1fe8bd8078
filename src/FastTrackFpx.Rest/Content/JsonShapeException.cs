namespace FastTrackFpx.Rest.Content;

/// <summary>JSON of another shape than expected; becomes an <see cref="ContentException"/> where the call is known.</summary>
internal sealed class JsonShapeException : Exception
{
    internal JsonShapeException(string place, string expected, string found)
        : base($"{place} holds {found} where {expected} belongs")
    {
        Place = place;
        Expected = expected;
        Found = found;
    }

    /// <summary>Where in the document, for instance <c>items[3].tpid</c>.</summary>
    internal string Place { get; }

    internal string Expected { get; }

    internal string Found { get; }

    /// <summary>The same one step further up.</summary>
    internal JsonShapeException Inside(string parent) =>
        new(Place.Length == 0 || Place[0] == '[' ? parent + Place : $"{parent}.{Place}", Expected, Found);
}
