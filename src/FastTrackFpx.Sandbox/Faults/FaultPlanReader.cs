using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Text.Json;

namespace FastTrackFpx.Sandbox.Faults;

/// <summary>A fault plan is not as it should be. The message says where and what.</summary>
internal sealed class FaultPlanException(string message) : Exception(message);

/// <summary>
/// Reads a fault plan: { "seed": 7, "rules": [ { "name", "method", "path", "version", "query", "percent", "skip", "times",
/// "faults": [ { "kind", "status", "retryAfter", "moment", "seconds", "bytes", "contentType" } ] } ] }. Everything but the
/// faults and their kinds may be left out; a name that means nothing is an error, for a plan that does nothing proves nothing.
/// </summary>
internal static class FaultPlanReader
{
    private static readonly string[] PlanNames = ["seed", "rules"];
    private static readonly string[] RuleNames = ["name", "method", "path", "version", "query", "percent", "skip", "times", "faults"];
    private static readonly string[] FaultNames = ["kind", "status", "retryAfter", "moment", "seconds", "bytes", "contentType"];
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
            throw new FaultPlanException(
                string.Create(
                    CultureInfo.InvariantCulture, $"it is not JSON (line {e.LineNumber + 1}, position {e.BytePositionInLine + 1})."));
        }
    }

    private static FaultPlan ReadPlan(JsonElement plan)
    {
        CheckNames(plan, PlanNames, "the plan");
        if (!plan.TryGetProperty("rules", out JsonElement rules) || rules.ValueKind != JsonValueKind.Array)
        {
            throw new FaultPlanException("it has no list of rules.");
        }
        return new FaultPlan((int)(Number(plan, "seed", "the plan") ?? 1), [.. rules.EnumerateArray().Select(ReadRule)]);
    }

    private static FaultRule ReadRule(JsonElement rule, int index)
    {
        string where = string.Create(CultureInfo.InvariantCulture, $"rules[{index}]");
        CheckNames(rule, RuleNames, where);
        if (!rule.TryGetProperty("faults", out JsonElement faults) || faults.ValueKind != JsonValueKind.Array
            || faults.GetArrayLength() == 0)
        {
            throw new FaultPlanException($"{where} has no list of faults.");
        }

        double percent = Number(rule, "percent", where) ?? 100;
        if (percent is < 0 or > 100) throw new FaultPlanException($"{where}: percent is from 0 to 100.");
        return new FaultRule
        {
            Name = Text(rule, "name", where) ?? where,
            Method = Text(rule, "method", where),
            Path = Text(rule, "path", where),
            Version = Text(rule, "version", where),
            Query = Text(rule, "query", where),
            Percent = percent,
            Skip = (int)(Number(rule, "skip", where) ?? 0),
            Times = (int?)Number(rule, "times", where),
            Faults = [.. faults.EnumerateArray()
                .Select((fault, n) => ReadFault(fault, string.Create(CultureInfo.InvariantCulture, $"{where}.faults[{n}]")))],
        };
    }

    private static Fault ReadFault(JsonElement fault, string where)
    {
        CheckNames(fault, FaultNames, where);
        FaultKind kind = Choice<FaultKind>(fault, "kind", where) ?? throw new FaultPlanException($"{where} has no kind.");
        double seconds = Number(fault, "seconds", where) ?? 1;
        if (Math.Abs(seconds) > 86_400_000) throw new FaultPlanException($"{where}: seconds is less than a thousand days.");
        int status = (int)(Number(fault, "status", where) ?? UsualStatus(kind));
        if (status is not 0 and (< 200 or > 599)) throw new FaultPlanException($"{where}: status is from 200 to 599, or 0 for none.");
        if (status == 0 && kind is FaultKind.Status or FaultKind.Html) throw new FaultPlanException($"{where}: this kind needs a status.");
        return new Fault
        {
            Kind = kind,
            Status = status,
            RetryAfter = Text(fault, "retryAfter", where),
            Moment = Choice<FaultMoment>(fault, "moment", where) ?? FaultMoment.Before,
            Time = TimeSpan.FromSeconds(seconds),
            Bytes = (int?)Number(fault, "bytes", where),
            ContentType = Text(fault, "contentType", where) ?? "text/plain",
        };
    }

    private static int UsualStatus(FaultKind kind) => kind switch
    {
        FaultKind.Status => 503,
        FaultKind.Html => 200,
        FaultKind.Late => 504,
        _ => 0,
    };

    private static void CheckNames(JsonElement element, string[] known, string where)
    {
        if (element.ValueKind != JsonValueKind.Object) throw new FaultPlanException($"{where} is not an object.");
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name))
            {
                throw new FaultPlanException($"{where} has no '{property.Name}'. Known: {string.Join(", ", known)}.");
            }
        }
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

    private static double? Number(JsonElement element, string name, string where)
    {
        if (!element.TryGetProperty(name, out JsonElement value)) return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && Math.Abs(number) <= int.MaxValue
            ? number
            : throw new FaultPlanException($"{where}: {name} is not a number.");
    }

    private static string Plain(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static T? Choice<T>(JsonElement element, string name, string where)
        where T : struct, Enum
    {
        if (Text(element, name, where) is not { } text) return null;
        return Enum.TryParse(text, ignoreCase: true, out T value) && !char.IsDigit(text[0])
            ? value
            : throw new FaultPlanException(
                $"{where}: {name} cannot be '{text}'. It is one of {string.Join(", ", Enum.GetNames<T>().Select(Plain))}.");
    }
}
