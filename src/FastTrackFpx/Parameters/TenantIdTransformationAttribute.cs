using System.Collections;

namespace FastTrackFpx.Parameters;

/// <summary>Takes tenant ids as Guid or text, with or without dashes, or any object that has a TenantId; several of them as well.</summary>
/// <remarks>What is none of these is handed on as it came, so that PowerShell reports it as it reports every argument it cannot convert.</remarks>
internal sealed class TenantIdTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = Bare(inputData);
        if (value is IEnumerable and not string && value is not IDictionary)
        {
            object[] items = ((IEnumerable)value).Cast<object>().Select(One).ToArray();
            return items.All(item => item is Guid) ? items.Cast<Guid>().ToArray() : inputData;
        }

        return One(inputData) is Guid id ? id : inputData;
    }

    private static object One(object item)
    {
        object value = Bare(item);
        if (value is string text) return Guid.TryParse(text.Trim(), out Guid parsed) ? parsed : item;
        if (value is Guid or null) return value!;
        object? property = value is IDictionary table ? table["TenantId"] : PSObject.AsPSObject(item).Properties["TenantId"]?.Value;
        return property is null || ReferenceEquals(property, item) ? item : One(property);
    }

    private static object Bare(object value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
