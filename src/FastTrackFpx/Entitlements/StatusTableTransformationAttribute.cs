using System.Collections.Specialized;

namespace FastTrackFpx.Entitlements;

/// <summary>Takes a table of statuses also as text, as a CSV file holds it: <c>In Progress=50; Completed=150</c>.</summary>
internal sealed class StatusTableTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is not string text) return value!;
        string[][] pairs = text.Split(';').Where(part => part.Trim().Length > 0).Select(part => part.Split('=')).ToArray();
        if (pairs.Length == 0 || pairs.Any(pair => pair.Length != 2)) return inputData;
        var table = new OrderedDictionary();
        foreach (string[] pair in pairs) table[pair[0].Trim()] = pair[1].Trim();
        return table;
    }
}
