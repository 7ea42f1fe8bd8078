namespace FastTrackFpx.Entitlements;

/// <summary>A status record that was piped in, edited or as a row: what it holds, and which of it counts.</summary>
/// <param name="Values">What it holds.</param>
/// <param name="Given">The properties that a row has values for; null if the whole record counts.</param>
/// <param name="Number">Which of the inputs it is.</param>
/// <param name="Source">The input.</param>
internal sealed record EditedEntitlement(FpxEntitlement Values, IReadOnlyCollection<string>? Given, int Number, object Source)
{
    internal bool IsReadable { get; init; } = true;

    internal string? Service => new[] { Values.ServiceId, Values.ServiceName }.FirstOrDefault(service => !string.IsNullOrWhiteSpace(service));

    /// <summary>Reads an input: a record, a copy of one, or a row, of which empty cells leave a value as it is.</summary>
    internal static EditedEntitlement Read(PSObject input, int number, InputFaults faults, Guid? tenantId)
    {
        if (RecordCopy.Of<FpxEntitlement>(input) is { } record)
        {
            CheckText(record, faults);
            RequireReadOnlyUnedited(record, faults);
            return new EditedEntitlement(record, null, number, input.BaseObject is PSCustomObject ? input : input.BaseObject);
        }

        var given = new HashSet<string>(StringComparer.Ordinal);
        var values = new FpxEntitlement
        {
            ServiceId = TextOf("ServiceId"),
            ServiceName = TextOf("Service") ?? TextOf("Workload") ?? TextOf("ServiceName"),
            TenantName = TextOf("TenantName"),
        };
        if (tenantId is { } id) values.TenantId = id;
        else faults.Add(new InputException(ErrorCode.InvalidInput, "-TenantId: the input has none.", "TenantId", "Pipe in records, or rows with a TenantId."));
        if (Cell("ServiceIntentId") is { } intent)
        {
            if (Guid.TryParse(Text(intent), out var intentId)) values.ServiceIntentId = intentId;
            else Wrong("ServiceIntentId", intent, "an id, which is a GUID");
        }

        if (new[] { "EntitlementCount", "Count" }.FirstOrDefault(name => Cell(name) is not null) is { } column)
        {
            if (ParameterText.TryWholeNumber(Cell(column), out var seats)) values.EntitlementCount = seats;
            else Wrong(column, Cell(column), "a whole number");
            given.Add(nameof(values.EntitlementCount));
        }

        foreach (var field in EntitlementField.All)
        {
            if (Cell(field.Name) is not { } value) continue;
            given.Add(field.Name);
            if (field.IsEntry) field.Write(values, RecordCopy.Lookup(value, field.Name));
            else if (!field.IsDate && ParameterText.IsPlain(value)) field.Write(values, Text(value));
            else if (field.IsDate && CellValue.TryDay(value, null, out var day)) field.Write(values, day);
            else Wrong(field.Name, value, field.IsDate ? "a date, as 2027-03-31" : "text");
        }

        CheckText(values, faults);
        return new EditedEntitlement(values, given, number, input);

        object? Cell(string name) => CellValue.Bare(input.Properties[name]?.Value);

        string? TextOf(string name) => Cell(name) is { } cell ? Text(cell) : null;

        void Wrong(string name, object? value, string kind) => faults.Add(new InputException(
            ErrorCode.InvalidInput, $"-{name}: '{value}' is not {kind}.", name, "Correct the value, or leave it empty if none is needed."));
    }

    /// <summary>The record as it is meant: entries resolved, dates as calendar days, and what was not given as the service holds it.</summary>
    internal FpxEntitlement Resolve(EntitlementFacts facts, bool idsPass)
    {
        var now = EntitlementRecords.HasNoId(Values) ? null : facts.Current.FirstOrDefault(record => record.ServiceIntentId == Values.ServiceIntentId);
        var record = Values.Copy();
        if (now is not null && Given is { } given) Complete(record, now, given);
        if (!string.IsNullOrWhiteSpace(Values.ServiceId) && Values.ServiceName is { Length: > 0 } name && facts.ServiceName is { Length: > 0 } known
            && !NamePattern.Same(name, known))
        {
            throw ReadOnly($"-ServiceName: service {Values.ServiceId} is '{known}' and not '{name}'.", "ServiceName");
        }

        if (Values.TenantName is { Length: > 0 } tenant && facts.TenantName is { Length: > 0 } owner && !Normalized.SameText(tenant, owner))
            throw ReadOnly($"-TenantName: tenant {facts.TenantId} is '{owner}' and not '{tenant}'.", "TenantName");
        (record.ServiceId, record.ServiceName) = (facts.ServiceId, facts.ServiceName);

        // An entry with an id passes: the rules explain why it does not fit.
        record.L1 = StatusTable.Level(record.L1, now?.L1, facts.FirstLevels, "L1", idsPass || HasId(record.L1));
        record.L2 = StatusTable.Level(record.L2, now?.L2, facts.SecondLevels(record.L1), "L2", idsPass || HasId(record.L2));
        record.L3 = StatusTable.Level(record.L3, now?.L3, facts.ThirdLevels(record.L1, record.L2), "L3", idsPass || HasId(record.L3));
        record.TargetDate = Day(nameof(record.TargetDate), record.TargetDate, now?.TargetDate);
        record.NextActionDate = Day(nameof(record.NextActionDate), record.NextActionDate, now?.NextActionDate);
        return record;

        DateTimeOffset? Day(string name, DateTimeOffset? date, DateTimeOffset? present) => date is not { } day ? null
            : Source is PSObject row && CellValue.IsHeld(row.Properties[name]?.Value, present) ? present
            : CellValue.DayOf(day, present);
    }

    private static void CheckText(FpxEntitlement values, InputFaults faults)
    {
        foreach (var field in EntitlementField.All)
        {
            if (field.Read(values) is string text) faults.Collect(() => CellValue.WellFormed(text, field.Name));
        }
    }

    // Of a copy it is not known what it held when it was read.
    private static void RequireReadOnlyUnedited(FpxEntitlement record, InputFaults faults)
    {
        if (record.AsRead is not { } origin) return;
        if (record.TenantId != origin.TenantId) faults.Add(ReadOnly("-TenantId: the tenant of a status record cannot be changed.", "TenantId"));
        if (!string.IsNullOrWhiteSpace(record.ServiceId) && origin.ServiceId is not null && !Identifier.Same(record.ServiceId, origin.ServiceId))
            faults.Add(ReadOnly("-ServiceId: the service of a status record cannot be changed.", "ServiceId"));
    }

    private static InputException ReadOnly(string message, string name) =>
        new(ErrorCode.InvalidInput, message, name, "Read the record again, and edit other properties. Seats cannot go to another tenant or service.");

    private static bool HasId(FpxLookup? entry) => !string.IsNullOrWhiteSpace(entry?.Id);

    // Texts of a row are trimmed: blanks around a present text are no edit.
    private static void Complete(FpxEntitlement record, FpxEntitlement now, IReadOnlyCollection<string> given)
    {
        if (!given.Contains(nameof(record.EntitlementCount))) record.EntitlementCount = now.EntitlementCount;
        foreach (var field in EntitlementField.All)
        {
            var present = field.Read(now);
            if (!given.Contains(field.Name) || (field.Read(record) is string text && text == (present as string)?.Trim())) field.Write(record, present);
        }
    }

    private static string Text(object value) =>
        value is FpxLookup entry ? entry.Id ?? entry.Name ?? string.Empty : Convert.ToString(value, CultureInfo.InvariantCulture)!.Trim();
}
