namespace FastTrackFpx.Pipeline;

/// <summary>Awaits what the client returns for code whose own types must load without the client.</summary>
/// <remarks>
/// An async method keeps the awaiter of each result in a field, and a field of a value type over a client's type would need the client
/// already when PowerShell looks at this assembly's types. Here the awaiter is over a type parameter.
/// </remarks>
internal static class ClientTask
{
    /// <summary>The task's result as an object, for records of the client that are handed on to it.</summary>
    public static async Task<object> AsObject<TSource>(this Task<TSource> task)
        where TSource : class => await task.ConfigureAwait(false);

    /// <summary>The task's result, turned into something that every assembly knows.</summary>
    public static async Task<TResult> Select<TSource, TResult>(this Task<TSource> task, Func<TSource, TResult> selector) =>
        selector(await task.ConfigureAwait(false));
}
