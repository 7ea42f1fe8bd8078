using FastTrackFpx.Generator.Inputs;

namespace FastTrackFpx.Generator.Model;

/// <summary>All that is generated.</summary>
internal sealed class Module
{
    public required IReadOnlyCollection<RecordModel> Records { get; init; }

    public required IReadOnlyList<CmdletModel> Cmdlets { get; init; }

    /// <exception cref="GeneratorException">The inputs contradict each other.</exception>
    public static Module Build(ApiDescription api, IReadOnlyList<NamingRow> rows, Shapes shapes)
    {
        Refuse(api.Operations.Keys.Except(rows.Select(row => row.OperationId)), "has no row in appdirect.cmdlets.csv");
        Refuse(rows.Select(row => row.OperationId).Except(api.Operations.Keys), "is in appdirect.cmdlets.csv and not in the document");
        Refuse(rows.GroupBy(row => row.OperationId).Where(group => group.Count() > 1).Select(group => group.Key), "has two rows in appdirect.cmdlets.csv");
        Refuse(shapes.Operations.Keys.Except(api.Operations.Keys), "is in appdirect.shapes.json and not in the document");
        Refuse(shapes.Cmdlets.Keys.Except(rows.Select(row => row.Cmdlet)), "is in appdirect.shapes.json and not in appdirect.cmdlets.csv");
        var records = new RecordBuilder(api, shapes);
        var cmdlets = new CmdletBuilder(api, rows, shapes, records);
        IReadOnlyList<CmdletModel> reads = cmdlets.BuildReads();
        foreach (string record in shapes.Records.Keys) records.Require(record);
        records.Check();
        return new Module { Records = records.Records, Cmdlets = reads };
    }

    private static void Refuse(IEnumerable<string> names, string what)
    {
        if (names.FirstOrDefault() is { } name) throw new GeneratorException($"{name} {what}.");
    }
}
