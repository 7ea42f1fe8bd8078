namespace FastTrackFpx.Rest.Changes;

/// <summary>A value that was given, null among them, as against none at all.</summary>
/// <typeparam name="T">The value.</typeparam>
public sealed class Optional<T>
{
    /// <summary>A value that was given.</summary>
    /// <param name="value">The value.</param>
    public Optional(T value) => Value = value;

    /// <summary>The value.</summary>
    public T Value { get; }
}
