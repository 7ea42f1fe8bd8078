namespace FastTrackFpx.AppDirect.Tests.Support;

/// <summary>Reads JSON into records whose type only the test's data names.</summary>
internal static class Rows
{
    private static readonly MethodInfo Generic = typeof(ResponseRows).GetMethod(nameof(ResponseRows.Read), BindingFlags.Static | BindingFlags.NonPublic)!;

    public static IReadOnlyList<Type> RecordTypes { get; } =
        [.. typeof(AppDirectRecord).Assembly.GetTypes().Where(type => !type.IsAbstract && typeof(AppDirectRecord).IsAssignableFrom(type) && type.IsPublic).OrderBy(type => type.Name, StringComparer.Ordinal)];

    public static ResponseRows Read(string record, string json) => Read(record == "PSObject" ? typeof(PlainRow) : typeof(AppDirectRecord).Assembly.GetType("FastTrackFpx." + record, throwOnError: true)!, json);

    public static ResponseRows Read(Type record, string json)
    {
        try
        {
            return (ResponseRows)Generic.MakeGenericMethod(record).Invoke(null, [new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(json))])!;
        }
        catch (TargetInvocationException failure)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure.InnerException!);
            throw;
        }
    }
}
