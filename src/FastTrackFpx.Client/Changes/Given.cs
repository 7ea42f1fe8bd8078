namespace FastTrackFpx.Client.Changes;

/// <summary>A value that was given, null among them, as against none at all.</summary>
/// <typeparam name="T">The value.</typeparam>
public sealed class Given<T>
{
    /// <summary>A value that was given.</summary>
    /// <param name="value">The value.</param>
    public Given(T value) => Value = value;

    /// <summary>The value.</summary>
    public T Value { get; }
}
