using System.Text;
using FastTrackFpx.Generator.Inputs;
using FastTrackFpx.Generator.Model;

namespace FastTrackFpx.Generator.Output;

/// <summary>Each operation with the cmdlet and set that send it: what a review sees of a changed document.</summary>
internal static class OperationList
{
    public static string Write(Module module)
    {
        var text = new StringBuilder();
        foreach ((NamingRow row, ApiOperation operation, string? output, bool hasOutput) in module.Operations.OrderBy(one => one.Operation.Path, StringComparer.Ordinal).ThenBy(one => one.Operation.Method, StringComparer.Ordinal).ThenBy(one => one.Operation.Id, StringComparer.Ordinal))
            text.Append($"{operation.Id} {operation.Method} {operation.Path} {row.Cmdlet} {row.Set} -> {output ?? (hasOutput ? "PSObject" : "none")}{(operation.Paging is null ? string.Empty : " paged")}{(module.BodyOf(operation.Id) is { } body ? $" takes {body}" : string.Empty)}\n");
        return text.ToString();
    }
}
