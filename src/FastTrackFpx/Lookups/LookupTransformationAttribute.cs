using System.Collections;

namespace FastTrackFpx.Lookups;

/// <summary>Takes an entry of a list as its name, its id, or the object itself; of an object it takes the id.</summary>
/// <param name="properties">Properties of which an object may have one instead of an id or a name.</param>
internal sealed class LookupTransformationAttribute(params string[] properties) : ArgumentTransformationAttribute
{
    private readonly string[] _properties = [.. properties, "Id", "Name"];

    public bool PrefersName { get; set; }

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (ParameterText.Unwrap(inputData) is IEnumerable list and not string and not IDictionary) return Several(list.Cast<object>().Select(One).ToArray());
        return ParameterText.IsBlank(inputData) ? null! : One(inputData);
    }

    // An empty list was meant to be empty; one of empty texts is nothing. A misspelt variable among several values must not drop one of them.
    private static object Several(object[] items)
    {
        object[] named = items.Where(item => !ParameterText.IsBlank(item)).ToArray();
        if (named.Length == 0 && items.Length > 0) return null!;
        if (named.Length < items.Length)
            throw new ArgumentTransformationMetadataException("A value of the list is empty. Check the variable for a misspelt name.");
        return named;
    }

    private object One(object item)
    {
        switch (ParameterText.Unwrap(item))
        {
            case FpxLookup lookup:
                return (PrefersName ? lookup.Name ?? lookup.Id : lookup.Id ?? lookup.Name) ?? string.Empty;
            case string text:
                WellFormedTextAttribute.Require(text);
                return item;
            case null or ValueType:
                return item;
            case IDictionary table:
                return _properties.Select(name => table[name]).FirstOrDefault(found => found is not null) ?? item;
            default:
                PSMemberInfoCollection<PSPropertyInfo> properties = PSObject.AsPSObject(item).Properties;
                return _properties.Select(name => properties[name]?.Value).FirstOrDefault(found => found is not null) ?? item;
        }
    }
}
