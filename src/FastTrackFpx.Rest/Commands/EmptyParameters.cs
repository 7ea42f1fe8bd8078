using System.Collections;
using System.Reflection;

namespace FastTrackFpx.Rest.Commands;

/// <summary>
/// Refuses parameters that were typed and hold nothing: a misspelt variable must not turn a filter into "everything". A cell of a CSV file that
/// is bound by property name may be empty. A parameter that takes nothing as a value says so with AllowNull, AllowEmptyString or AllowEmptyCollection.
/// </summary>
internal static class EmptyParameters
{
    private static readonly ConcurrentDictionary<(Type Cmdlet, string Set), PropertyInfo[]> PipelineParameters = new();

    /// <summary>Checks what was typed. To be called before the first input, when nothing else is bound.</summary>
    public static void RequireTyped(PSCmdlet cmdlet)
    {
        foreach (KeyValuePair<string, object> bound in cmdlet.MyInvocation.BoundParameters)
        {
            if (Describe(bound.Value) is not { } fault || cmdlet.GetType().GetProperty(bound.Key) is not { } property || AllowsTyped(property, bound.Value)) continue;
            throw new InputException(
                ErrorCode.InvalidInput,
                $"-{bound.Key}: {fault}.",
                bound.Key,
                "Check the variable for a misspelt name, or leave the parameter out.");
        }
    }

    /// <summary>Checks the parameter that takes the whole pipeline object: null in the pipeline is not "no filter" either.</summary>
    public static void RequirePiped(PSCmdlet cmdlet)
    {
        if (!cmdlet.MyInvocation.ExpectingInput) return;
        foreach (PropertyInfo property in PipelineParameters.GetOrAdd((cmdlet.GetType(), cmdlet.ParameterSetName), FindPipelineParameters))
        {
            if (Describe(property.GetValue(cmdlet)) is not { } fault) continue;
            throw new InputException(
                ErrorCode.InvalidInput, $"-{property.Name}: {fault} in the pipeline input.", property.Name, "Pipe objects that have a value for it, or leave the input out.");
        }
    }

    private static string? Describe(object? value) => ParameterText.Unwrap(value) switch
    {
        null => "the value is null",
        IEmptyValue { IsEmpty: true } => "the value is empty",
        string text => string.IsNullOrWhiteSpace(text) ? "the value is empty" : null,
        IDictionary => null,
        ICollection { Count: 0 } => "the list is empty",
        IEnumerable<string?> texts => texts.Any(string.IsNullOrWhiteSpace) ? "a value of the list is empty" : null,
        _ => null,
    };

    private static bool Allows(PropertyInfo property) =>
        property.IsDefined(typeof(AllowNullAttribute)) || property.IsDefined(typeof(AllowEmptyStringAttribute)) || property.IsDefined(typeof(AllowEmptyCollectionAttribute));

    // What a parameter set requires may be null only so that a cell of a row can be empty.
    private static bool AllowsTyped(PropertyInfo property, object? value) =>
        Allows(property) && !(value is null && property.GetCustomAttributes<ParameterAttribute>(inherit: true).Any(parameter => parameter.Mandatory));

    /// <summary>Looked up once for a cmdlet: there may be thousands of inputs.</summary>
    private static PropertyInfo[] FindPipelineParameters((Type Cmdlet, string Set) key) =>
    [
        .. key.Cmdlet.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => IsOfSet(property, key.Set) && !Allows(property)),
    ];

    private static bool IsOfSet(PropertyInfo property, string set) => property.GetCustomAttributes<ParameterAttribute>(inherit: true)
        .Any(parameter => parameter.ValueFromPipeline && (parameter.ParameterSetName == set || parameter.ParameterSetName == ParameterAttribute.AllParameterSets));
}

internal interface IEmptyValue
{
    bool IsEmpty { get; }
}
