using System.Globalization;
using System.Text.Json;

namespace FastTrackFpx.Sandbox.Faults;

/// <summary>A fault plan is invalid. The message says where and why.</summary>
internal sealed class FaultPlanException(string message) : Exception(message);

/// <summary>
/// Reads a fault plan; the README documents it. A name that means nothing is an error, because a plan that does nothing proves
/// nothing.
/// </summary>
internal static class FaultPlanReader
{
    private const int MaxRules = 1000;
    private const int MaxUnpackedBytes = 1 << 30;

    private static readonly string[] PlanNames = ["seed", "rules", "clock", "store"];
    private static readonly string[] ClockNames = ["dateHeader", "records"];
    private static readonly string[] StoreNames = ["trim", "lowerMail", "nfc"];
    private static readonly string[] RuleNames =
        ["name", "service", "method", "path", "version", "query", "protocol", "reused", "percent", "skip", "times", "faults"];
    private static readonly string[] FaultNames =
        ["kind", "status", "retryAfter", "moment", "seconds", "bytes", "contentType", "text", "carryOut"];
    private static readonly JsonDocumentOptions Lenient =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static FaultPlan Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Lenient);
            return ReadPlan(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new FaultPlanException(string.Create(
                CultureInfo.InvariantCulture, $"it is not JSON (line {e.LineNumber + 1}, position {e.BytePositionInLine + 1})."));
        }
        catch (InvalidOperationException)
        {
            throw new FaultPlanException("it is not valid Unicode.");
        }
    }

    private static FaultPlan ReadPlan(JsonElement plan)
    {
        CheckNames(plan, PlanNames, "the plan");
        JsonElement[] rules = List(plan, "rules", "the plan");
        if (rules.Length == 0 && !plan.TryGetProperty("clock", out _) && !plan.TryGetProperty("store", out _)
            && !plan.TryGetProperty("rules", out _))
        {
            throw new FaultPlanException("it has no list of rules, no clock and no store.");
        }

        if (rules.Length > MaxRules) throw new FaultPlanException($"it has more than {MaxRules} rules.");
        (TimeSpan date, TimeSpan records) = plan.TryGetProperty("clock", out JsonElement clock) ? ReadClock(clock) : default;
        return new FaultPlan((int)(Number(plan, "seed", "the plan") ?? 1), [.. rules.Select(ReadRule)])
        {
            DateOffset = date, RecordOffset = records, Store = ReadStore(List(plan, "store", "the plan")),
        };
    }

    private static (TimeSpan Date, TimeSpan Records) ReadClock(JsonElement clock)
    {
        CheckNames(clock, ClockNames, "clock");
        return (Seconds(clock, "dateHeader", "clock", 0), Seconds(clock, "records", "clock", 0));
    }

    private static StoreRules ReadStore(JsonElement[] rules)
    {
        string[] names = [.. rules.Select(rule => rule.ValueKind == JsonValueKind.String ? rule.GetString()! : rule.GetRawText())];
        return names.Except(StoreNames).FirstOrDefault() is { } unknown
            ? throw new FaultPlanException($"store: '{unknown}' is not known. Known: {string.Join(", ", StoreNames)}.")
            : new StoreRules(names.Contains("trim"), names.Contains("lowerMail"), names.Contains("nfc"));
    }

    private static FaultRule ReadRule(JsonElement rule, int index)
    {
        string where = string.Create(CultureInfo.InvariantCulture, $"rules[{index}]");
        CheckNames(rule, RuleNames, where);
        JsonElement[] faults = List(rule, "faults", where);
        if (faults.Length == 0) throw new FaultPlanException($"{where} has no list of faults.");
        double percent = Number(rule, "percent", where) ?? 100;
        if (percent is < 0 or > 100) throw new FaultPlanException($"{where}: percent must be from 0 to 100.");
        var read = new FaultRule
        {
            Name = Text(rule, "name", where) ?? where,
            Service = Text(rule, "service", where),
            Method = Text(rule, "method", where),
            Path = Text(rule, "path", where),
            Version = Text(rule, "version", where),
            Query = Text(rule, "query", where),
            Protocol = Text(rule, "protocol", where),
            Reused = Flag(rule, "reused", where),
            Percent = percent,
            Skip = (int)(Number(rule, "skip", where) ?? 0),
            Times = (int?)Number(rule, "times", where),
            Faults = [.. faults.Select((fault, n) => ReadFault(fault, string.Create(CultureInfo.InvariantCulture,
                $"{where}.faults[{n}]")))],
        };
        return read.Faults.All(fault => fault.IsOfConnection == read.Faults[0].IsOfConnection)
            ? read
            : throw new FaultPlanException($"{where}: faults of connections and of requests cannot be in one rule.");
    }

    private static Fault ReadFault(JsonElement fault, string where)
    {
        CheckNames(fault, FaultNames, where);
        FaultKind kind = Choice<FaultKind>(fault, "kind", where) ?? throw new FaultPlanException($"{where} has no kind.");
        int status = (int)(Number(fault, "status", where) ?? DefaultStatus(kind));
        if (status is not 0 and (< 200 or > 599)) throw new FaultPlanException($"{where}: status must be from 200 to 599, or 0 for none.");
        if (status == 0 && kind is FaultKind.Status or FaultKind.Html or FaultKind.Body or FaultKind.Proxy)
        {
            throw new FaultPlanException($"{where}: this kind needs a status.");
        }

        var read = new Fault
        {
            Kind = kind,
            Status = status,
            RetryAfter = Text(fault, "retryAfter", where),
            Moment = Choice<FaultMoment>(fault, "moment", where) ?? FaultMoment.Before,
            Time = Seconds(fault, "seconds", where, 1),
            Bytes = (int?)Number(fault, "bytes", where),
            ContentType = Text(fault, "contentType", where) ?? "text/plain",
            Text = Text(fault, "text", where) ?? "",
            CarryOut = Flag(fault, "carryOut", where),
        };
        if (read.Bytes is < 0 or > MaxUnpackedBytes) throw new FaultPlanException($"{where}: bytes must be from 0 to {MaxUnpackedBytes}.");
        if (read.IsOfConnection && kind is not (FaultKind.Reset or FaultKind.Delay))
        {
            throw new FaultPlanException($"{where}: only reset and delay have the moments connect and handshake.");
        }

        return read;
    }

    private static int DefaultStatus(FaultKind kind) => kind switch
    {
        FaultKind.Status => 503,
        FaultKind.Html or FaultKind.Body => 200,
        FaultKind.Proxy => 407,
        FaultKind.Late => 504,
        _ => 0,
    };

    private static void CheckNames(JsonElement element, string[] known, string where)
    {
        if (element.ValueKind != JsonValueKind.Object) throw new FaultPlanException($"{where} is not an object.");
        string? unknown = element.EnumerateObject().Select(property => property.Name).Except(known).FirstOrDefault();
        if (unknown is not null) throw new FaultPlanException($"{where} has no '{unknown}'. Known: {string.Join(", ", known)}.");
    }

    private static JsonElement[] List(JsonElement element, string name, string where)
    {
        if (!element.TryGetProperty(name, out JsonElement value)) return [];
        return value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray()]
            : throw new FaultPlanException($"{where}: {name} is not a list.");
    }

    private static string? Text(JsonElement element, string name, string where)
    {
        if (!element.TryGetProperty(name, out JsonElement value)) return null;
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => throw new FaultPlanException($"{where}: {name} is not text."),
        };
    }

    private static bool? Flag(JsonElement element, string name, string where)
    {
        if (!element.TryGetProperty(name, out JsonElement value)) return null;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw new FaultPlanException($"{where}: {name} is neither true nor false.");
    }

    private static double? Number(JsonElement element, string name, string where)
    {
        if (!element.TryGetProperty(name, out JsonElement value)) return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && Math.Abs(number) <= int.MaxValue
            ? number
            : throw new FaultPlanException($"{where}: {name} is not a number.");
    }

    private static TimeSpan Seconds(JsonElement element, string name, string where, double otherwise)
    {
        double seconds = Number(element, name, where) ?? otherwise;
        return Math.Abs(seconds) <= 86_400_000
            ? TimeSpan.FromSeconds(seconds)
            : throw new FaultPlanException($"{where}: {name} must be less than a thousand days.");
    }

    private static T? Choice<T>(JsonElement element, string name, string where)
        where T : struct, Enum
    {
        if (Text(element, name, where) is not { } text) return null;
        if (Enum.TryParse(text, ignoreCase: true, out T value) && !char.IsDigit(text[0])) return value;
        string choices = string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName));
        throw new FaultPlanException($"{where}: {name} cannot be '{text}'. It is one of {choices}.");
    }
}
