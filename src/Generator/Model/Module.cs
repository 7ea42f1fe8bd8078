using FastTrackFpx.Generator.Inputs;

namespace FastTrackFpx.Generator.Model;

/// <summary>All that is generated.</summary>
internal sealed class Module
{
    public required IReadOnlyCollection<RecordModel> Records { get; init; }

    public required IReadOnlyList<CmdletModel> Cmdlets { get; init; }

    /// <summary>All operations: the row, the operation, and the record that it returns.</summary>
    public required IReadOnlyList<(NamingRow Row, ApiOperation Operation, string? Output, bool HasOutput)> Operations { get; init; }

    /// <summary>The record that the body of an operation is.</summary>
    public string? BodyOf(string operationId) => Cmdlets.SelectMany(cmdlet => cmdlet.Sets).FirstOrDefault(set => set.Operation.Id == operationId)?.BodyRecord;

    /// <summary>The records that requests send: those that cmdlets take, and those inside them.</summary>
    public HashSet<string> SentRecords()
    {
        IEnumerable<string?> taken = Cmdlets.SelectMany(cmdlet => cmdlet.Sets)
            .SelectMany(set => new[] { set.BodyRecord, set.TakesRecord ? set.Record : null });
        var open = new Stack<string>(taken.OfType<string>());
        var sent = new HashSet<string>(StringComparer.Ordinal);
        while (open.TryPop(out string? name))
        {
            if (!sent.Add(name)) continue;
            RecordModel taking = Records.Single(record => record.Name == name);
            foreach (string record in taking.Properties.Select(property => property.Record).OfType<string>()) open.Push(record);
        }

        return sent;
    }

    /// <summary>What is written by hand, for its help.</summary>
    public required IReadOnlyDictionary<string, HandwrittenCmdlet> Handwritten { get; init; }

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
        IReadOnlyList<CmdletModel> all = [.. cmdlets.BuildReads(), .. cmdlets.BuildWrites()];
        List<(NamingRow, ApiOperation, string?, bool)> operations = [];
        foreach (NamingRow row in rows)
        {
            ApiOperation operation = api.Operations[row.OperationId];
            (string? output, bool hasOutput) = cmdlets.OutputOf(operation);
            operations.Add((row, operation, output, hasOutput));
            if (operation.Body is { } body) records.Require(api.Resolve(body) is { Type: "array", Items: { } items } ? items : body);
        }

        foreach (string record in shapes.Records.Keys) records.Require(record);
        records.Check();
        return new Module { Records = records.Records, Cmdlets = all, Operations = operations, Handwritten = shapes.Handwritten };
    }

    private static void Refuse(IEnumerable<string> names, string what)
    {
        if (names.FirstOrDefault() is { } name) throw new GeneratorException($"{name} {what}.");
    }
}
