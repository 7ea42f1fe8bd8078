using System.Text;
using FastTrackFpx.Generator.Model;

namespace FastTrackFpx.Generator.Output;

/// <summary>Each operation with the cmdlet and set that send it: what a review sees of a changed document.</summary>
internal static class OperationList
{
    public static string Write(Module module)
    {
        var text = new StringBuilder();
        foreach ((CmdletModel cmdlet, SetModel set) in module.Cmdlets.SelectMany(cmdlet => cmdlet.Sets.Select(set => (cmdlet, set))).OrderBy(pair => pair.set.Operation.Path, StringComparer.Ordinal).ThenBy(pair => pair.set.Operation.Method, StringComparer.Ordinal).ThenBy(pair => pair.set.Operation.Id, StringComparer.Ordinal))
            text.Append($"{set.Operation.Method} {set.Operation.Path} {cmdlet.Name} {set.Name} -> {set.Output ?? (set.HasOutput ? "PSObject" : "none")}{(set.Paging is null ? string.Empty : " paged")}\n");
        return text.ToString();
    }
}
