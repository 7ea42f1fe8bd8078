namespace FastTrackFpx.Generator.Output;

/// <summary>The generated files. A file that did not change keeps its time; one that was not written is deleted.</summary>
internal sealed class OutputFolder(string path) : IDisposable
{
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    public void Write(string name, string content)
    {
        string file = Path.GetFullPath(Path.Combine(path, name));
        _written.Add(file);
        if (File.Exists(file) && File.ReadAllText(file) == content) return;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    public void Dispose()
    {
        IEnumerable<string> stale = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(file => !_written.Contains(Path.GetFullPath(file)) && !file.EndsWith(".stamp", StringComparison.Ordinal));
        foreach (string file in stale) File.Delete(file);
    }
}
