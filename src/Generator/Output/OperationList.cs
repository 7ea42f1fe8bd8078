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
        var operations = module.Operations
            .OrderBy(one => one.Operation.Path, StringComparer.Ordinal)
            .ThenBy(one => one.Operation.Method, StringComparer.Ordinal)
            .ThenBy(one => one.Operation.Id, StringComparer.Ordinal);
        foreach ((NamingRow row, ApiOperation operation, string? output, bool hasOutput) in operations)
        {
            text.Append($"{operation.Id} {operation.Method} {operation.Path} {row.Cmdlet} {row.Set} -> {output ?? (hasOutput ? "PSObject" : "none")}");
            if (operation.Paging is not null) text.Append(" paged");
            if (module.BodyOf(operation.Id) is { } body) text.Append($" takes {body}");
            text.Append('\n');
        }

        return text.ToString();
    }
}
