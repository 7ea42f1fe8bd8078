namespace FastTrackFpx.Rest.Http;

internal interface IContent
{
    /// <summary>The media type that requests are sent with and responses are asked for.</summary>
    string MediaType { get; }

    /// <summary>
    /// The body as plain values: null, bool, string, long, decimal, double, <c>List&lt;object?&gt;</c> for an array and
    /// <c>List&lt;KeyValuePair&lt;string, object?&gt;&gt;</c> for an object.
    /// </summary>
    /// <exception cref="ContentException">The body is not of this format, is cut off, or exceeds the bounds.</exception>
    object? ReadPlain(RestResponse response);

    /// <summary>The body of a request that a user wrote as text.</summary>
    /// <exception cref="InputException">The text is not of this format.</exception>
    byte[] ToBytes(string body);
}
