namespace FastTrackFpx.Rest.Changes;

/// <summary>A value that was passed explicitly, null included.</summary>
/// <typeparam name="T">The value.</typeparam>
public sealed class Optional<T>
{
    /// <summary>Wraps a value that was passed.</summary>
    /// <param name="value">The value.</param>
    public Optional(T value) => Value = value;

    /// <summary>The value.</summary>
    public T Value { get; }
}
