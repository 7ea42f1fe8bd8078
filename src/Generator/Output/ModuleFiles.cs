using System.Xml.Linq;

namespace FastTrackFpx.Generator.Output;

/// <summary>The views of all services in one file, and the types in one for each edition: PowerShell spends milliseconds on each file at import.</summary>
internal static class ModuleFiles
{
    public static void Write(IReadOnlyList<string> files, OutputFolder folder)
    {
        IEnumerable<XElement> views = Read(files, ".Format.ps1xml").Elements("ViewDefinitions").Elements("View");
        folder.Write("FastTrackFpx.Format.ps1xml", Text(new XElement("Configuration", new XElement("ViewDefinitions", views))));
        var types = new XElement("Types", Read(files, ".Types.ps1xml").Elements("Type"));
        folder.Write("cmdlets/Core/FastTrackFpx.Types.ps1xml", Text(types));
        // .NET Framework would not find an assembly that PowerShell has loaded from a path.
        foreach (XElement name in types.Descendants("TypeName")) name.Value = name.Value.Split(',')[0];
        folder.Write("cmdlets/Desktop/FastTrackFpx.Types.ps1xml", Text(types));
    }

    private static IEnumerable<XElement> Read(IEnumerable<string> files, string ending) =>
        files.Where(file => file.EndsWith(ending, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(file => XElement.Load(file));

    private static string Text(XElement root) => "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + root.ToString(SaveOptions.DisableFormatting) + "\n";
}
