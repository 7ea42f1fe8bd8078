namespace FastTrackFpx.AppDirect.Commands;

/// <summary>
/// Reads a record that is no longer one: a copy from a job, a selection of properties, or a row of a file. A copy still names its type. A row is taken for the
/// record with which it has the most columns in common, of those whose ids it has.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RecordInputAttribute : ArgumentTransformationAttribute
{
    private readonly (Type Record, string[] Ids)[] _known;

    /// <param name="recordsAndIds">Types of records, each followed by the names of its ids, separated by blanks.</param>
    public RecordInputAttribute(params object[] recordsAndIds) => _known =
    [
        .. Enumerable.Range(0, recordsAndIds.Length / 2)
            .Select(place => ((Type)recordsAndIds[2 * place], ((string)recordsAndIds[(2 * place) + 1]).Split(' '))),
    ];

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (inputData is not PSObject { BaseObject: not AppDirectRecord } row) return inputData;
        (Type Record, string[] Ids) found = _known.FirstOrDefault(known =>
            row.TypeNames.Any(name => name == "Deserialized." + known.Record.FullName || name == "Selected." + known.Record.FullName));
        if (found.Record is null)
        {
            found = _known.Where(known => known.Ids.All(id => Text(row, id) is not null))
                .OrderByDescending(known => row.Properties.Count(column => known.Record.GetProperty(column.Name) is not null))
                .FirstOrDefault();
        }

        if (found.Record is null) return inputData;
        object record = Activator.CreateInstance(found.Record)!;
        foreach (string id in found.Ids) found.Record.GetProperty(id)!.SetValue(record, Text(row, id));
        return record;
    }

    private static string? Text(PSObject row, string property) => row.Properties[property]?.Value?.ToString() is { Length: > 0 } text ? text : null;
}
