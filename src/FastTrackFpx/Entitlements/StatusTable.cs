using System.Globalization;
using FastTrackFpx.Changes;
using FastTrackFpx.Lookups;
using FastTrackFpx.Rest.Content;

namespace FastTrackFpx.Entitlements;

/// <summary>Turns a table of statuses as a user wrote it into wanted records.</summary>
public static class StatusTable
{
    private const string Parameter = "Status";

    /// <summary>The wanted records.</summary>
    /// <param name="table">
    /// Names or ids of first-level statuses, each with its seats as a number or a text, or with a list of pairs: Count, L2, L3, TargetDate, Owner,
    /// NextActionDate, Notes, in any case. A pair with null clears the detail.
    /// </param>
    /// <param name="facts">The lists that names are looked up in.</param>
    /// <param name="idsPass">Whether an id that no list has passes, for the service to decide.</param>
    /// <exception cref="InputException">An unknown name, or a value that is none.</exception>
    public static IReadOnlyList<WantedStatus> Read(IEnumerable<KeyValuePair<string, object?>> table, EntitlementFacts facts, bool idsPass = false)
    {
        if (table is null)
            throw new ArgumentNullException(nameof(table));
        if (facts is null)
            throw new ArgumentNullException(nameof(facts));

        return table.Select(row => ReadRow(row.Key, row.Value, facts, idsPass)).ToList();
    }

    /// <summary>A first-level status by its name or id.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="facts">The lists that names are looked up in.</param>
    /// <param name="parameterName">The cmdlet's parameter it was written for.</param>
    /// <param name="idsPass">Whether an id that no list has passes, for the service to decide.</param>
    /// <exception cref="InputException">There is no such status.</exception>
    public static FpxLookup FindL1(string text, EntitlementFacts facts, string parameterName, bool idsPass = false)
    {
        if (facts is null)
            throw new ArgumentNullException(nameof(facts));

        // A status that a record has and the list no longer has can still be left.
        var present = facts.Current.Select(record => record.L1).OfType<FpxLookup>();
        var known = facts.L1Statuses.Concat(present.Where(l1 => facts.L1Statuses.All(listed => !SameEntry.Is(listed, l1)))).ToList();
        return LookupNames.Find(known, text, parameterName, idsPass);
    }

    private static WantedStatus ReadRow(string name, object? value, EntitlementFacts facts, bool idsPass)
    {
        var status = new WantedStatus { L1 = FindL1(name, facts, Parameter, idsPass) };
        if (value is not IEnumerable<KeyValuePair<string, object?>> details)
        {
            status.Count = Count(value, name);
            return status;
        }

        var isCounted = false;
        foreach (var detail in details)
        {
            if (Is(detail.Key, "Count"))
            {
                status.Count = Count(detail.Value, name);
                isCounted = true;
            }
            else
            {
                ReadDetail(status, detail.Key, detail.Value, facts, idsPass);
            }
        }

        if (!isCounted)
            status.Count = facts.Current.FirstOrDefault(record => SameEntry.Is(record.L1, status.L1))?.EntitlementCount ?? throw Wrong($"'{name}' needs a Count: there is no record of it yet.");
        return status;
    }

    private static void ReadDetail(WantedStatus status, string key, object? value, EntitlementFacts facts, bool idsPass)
    {
        switch (key.Trim().ToUpperInvariant())
        {
            case "L2":
                status.L2 = Level(value, Below(facts, status).Select(row => row.L2), "L2", idsPass);
                status.Given |= EntitlementDetails.L2;
                break;
            case "L3":
                status.L3 = Level(value, Below(facts, status).Select(row => row.L3), "L3", idsPass);
                status.Given |= EntitlementDetails.L3;
                break;
            case "TARGETDATE":
                status.TargetDate = Date(value, key);
                status.Given |= EntitlementDetails.TargetDate;
                break;
            case "NEXTACTIONDATE":
                status.NextActionDate = Date(value, key);
                status.Given |= EntitlementDetails.NextActionDate;
                break;
            case "OWNER":
                status.Owner = Text(value);
                status.Given |= EntitlementDetails.Owner;
                break;
            case "NOTES":
                status.Notes = Text(value);
                status.Given |= EntitlementDetails.Notes;
                break;
            default:
                throw Wrong($"A status has no '{key}'. It has Count, L2, L3, TargetDate, Owner, NextActionDate, Notes.");
        }
    }

    private static IEnumerable<FpxStatusCombination> Below(EntitlementFacts facts, WantedStatus status) =>
        facts.Combinations.Where(row => Identifier.Same(row.ServiceId, facts.ServiceId) && SameEntry.Is(row.L1, status.L1));

    private static FpxLookup? Level(object? value, IEnumerable<FpxLookup?> entries, string level, bool idsPass)
    {
        if (Text(value) is not { } text)
            return null;
        if (value is FpxLookup { Id: not null } lookup)
            return lookup;
        var list = entries.OfType<FpxLookup>().GroupBy(entry => entry.Id).Select(group => group.First()).ToList();

        // Where the lists are not known an id will do.
        return Find(list, text, level, idsPass || list.Count == 0);
    }

    private static FpxLookup Find(List<FpxLookup> list, string text, string level, bool idsPass)
    {
        try
        {
            return LookupNames.Find(list, text, Parameter, idsPass);
        }
        catch (InputException unknown)
        {
            throw new InputException(unknown.ErrorCode, $"{level} '{text}': {unknown.Message}", Parameter, unknown.RecommendedAction);
        }
    }

    private static long Count(object? value, string name)
    {
        switch (value)
        {
            case long or int or short or byte or uint or ushort or sbyte:
                return Convert.ToInt64(value, CultureInfo.InvariantCulture);
            case double or float or decimal when Convert.ToDecimal(value, CultureInfo.InvariantCulture) is var number && decimal.Truncate(number) == number:
                return (long)number;
            case string text when long.TryParse(text.Trim(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var parsed):
                return parsed;
            default:
                throw Wrong($"'{name}' needs a whole number of seats, not '{value}'.");
        }
    }

    private static DateTimeOffset? Date(object? value, string key)
    {
        switch (value)
        {
            case null or "":
                return null;
            case DateTimeOffset date:
                return date;
            case DateTime date:
                return date.Kind == DateTimeKind.Unspecified ? new DateTimeOffset(date, TimeSpan.Zero) : new DateTimeOffset(date);
            case string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed):
                return parsed;
            default:
                throw Wrong($"{key} is no date: '{value}'. Write it as 2027-03-31.");
        }
    }

    private static string? Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;

    private static bool Is(string key, string name) => string.Equals(key.Trim(), name, StringComparison.OrdinalIgnoreCase);

    private static InputException Wrong(string message) =>
        new(FpxErrorCode.InvalidInput, message, Parameter, "Write it as @{ 'In Progress' = 50; 'Completed' = @{ Count = 150; Owner = 'Ada' } }.");
}
