using System.Globalization;
using System.Text.Json;

namespace FastTrackFpx.Sandbox.Hosting;

/// <summary>
/// The file by which clients on this machine find the running sandbox. It is a contract with other programs: fields may be added, but
/// not renamed. A sandbox that starts replaces the file of another; when it stops, it puts that file back if its sandbox still runs.
/// </summary>
internal sealed class DiscoveryFile : IDisposable
{
    /// <summary>The environment variable with another path for the file; for tests and for several sandboxes at once.</summary>
    public const string PathVariable = "FASTTRACKFPX_SANDBOX";

    private const int MaxLockAttempts = 200;
    private const int LockAttemptMilliseconds = 10;

    private readonly byte[] _content;
    private readonly List<(string Path, byte[]? Replaced)> _files = [];

    private DiscoveryFile(byte[] content) => _content = content;

    public static string DefaultPath
    {
        get
        {
            string? specified = Environment.GetEnvironmentVariable(PathVariable);
            return string.IsNullOrEmpty(specified) ? Path.Combine(StateFolderPaths.ApplicationData, "sandbox.json") : specified;
        }
    }

    /// <param name="state">The state folder, which gets a copy.</param>
    /// <param name="announced">Where clients look for the file; null to write the copy only.</param>
    /// <param name="describe">Writes the properties that follow the version.</param>
    public static DiscoveryFile Write(StateFolderPaths state, string? announced, Action<Utf8JsonWriter> describe)
    {
        var file = new DiscoveryFile(Content(state, describe));
        file.WriteTo(state.Discovery);
        string? path = announced is null ? null : Path.GetFullPath(announced);
        if (path is not null && path != state.Discovery) file.WriteTo(path);
        return file;
    }

    /// <summary>Removes the file, unless another sandbox has written its own in the meantime.</summary>
    public void Dispose()
    {
        foreach ((string path, byte[]? replaced) in _files)
        {
            using FileStream held = Hold(path);
            if (!IsOurs(path)) continue;
            if (replaced is not null && IsOfRunningSandbox(replaced)) PrivateFile.Write(path, replaced);
            else File.Delete(path);
        }
    }

    private void WriteTo(string path)
    {
        try
        {
            PrivateFile.OpenFolder(Path.GetDirectoryName(path)!);
            PrivateFile.CheckNoLink(path);
            using FileStream held = Hold(path);
            byte[]? replaced = File.Exists(path) ? File.ReadAllBytes(path) : null;
            PrivateFile.Write(path, _content);
            _files.Add((path, replaced));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SandboxStartException($"The discovery file '{path}' cannot be written: {StateFolder.FirstLine(e)}", e);
        }
    }

    private bool IsOurs(string path) => File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(_content);

    // A sandbox that runs has the same content in its state folder.
    private static bool IsOfRunningSandbox(byte[] content)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(content);
            string copy = new StateFolderPaths(document.RootElement.GetProperty("stateFolder").GetString()!).Discovery;
            using var process = System.Diagnostics.Process.GetProcessById(document.RootElement.GetProperty("processId").GetInt32());
            return File.Exists(copy) && File.ReadAllBytes(copy).AsSpan().SequenceEqual(content);
        }
        catch (Exception e)
            when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or IOException)
        {
            return false;
        }
    }

    // Two sandboxes that start and stop at the same time must not delete each other's files. The lock's own file stays.
    private static FileStream Hold(string path)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < MaxLockAttempts)
            {
                Thread.Sleep(LockAttemptMilliseconds);
            }
        }
    }

    private static byte[] Content(StateFolderPaths state, Action<Utf8JsonWriter> describe)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("version", 1);
            json.WriteNumber("processId", Environment.ProcessId);
            json.WriteString("started", DateTimeOffset.UtcNow.ToString("o", CultureInfo.InvariantCulture));
            json.WriteString("stateFolder", state.Folder);
            describe(json);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
