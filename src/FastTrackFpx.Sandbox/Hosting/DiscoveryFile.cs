using System;
using System.Globalization;
using System.IO;
using System.Text.Json;

namespace FastTrackFpx.Sandbox.Hosting;

/// <summary>
/// The file by which clients on this machine find the running service. It is a contract with other programs: a field may be
/// added, none renamed.
/// </summary>
internal sealed class DiscoveryFile : IDisposable
{
    /// <summary>Names another place for the file; for tests and for several services side by side.</summary>
    public const string PathVariable = "FASTTRACKFPX_SANDBOX";

    private readonly byte[] _content;
    private readonly string[] _paths;

    private DiscoveryFile(byte[] content, string[] paths)
    {
        _content = content;
        _paths = paths;
    }

    public static string DefaultPath
    {
        get
        {
            string? named = Environment.GetEnvironmentVariable(PathVariable);
            return string.IsNullOrEmpty(named) ? Path.Combine(StateFolderPaths.ApplicationData, "sandbox.json") : named;
        }
    }

    public static DiscoveryFile Write(Uri baseUri, SandboxCertificates certificates, StateFolderPaths state, bool announce)
    {
        byte[] content = Content(baseUri, certificates, state);
        string[] paths = announce ? [state.Discovery, DefaultPath] : [state.Discovery];
        foreach (string path in paths)
        {
            try
            {
                if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) PrivateFile.CreateFolder(folder);
                PrivateFile.Write(path, content);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new SandboxStartException($"The discovery file '{path}' cannot be written: {StateFolder.FirstLine(e)}", e);
            }
        }

        return new DiscoveryFile(content, paths);
    }

    /// <summary>Takes the file away again, unless another service has written its own in the meantime.</summary>
    public void Dispose()
    {
        foreach (string path in _paths)
        {
            if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(_content)) File.Delete(path);
        }
    }

    private static byte[] Content(Uri baseUri, SandboxCertificates certificates, StateFolderPaths state)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("version", 1);
            json.WriteString("baseUri", baseUri.GetLeftPart(UriPartial.Authority));
            json.WriteNumber("processId", Environment.ProcessId);
            json.WriteString("started", DateTimeOffset.UtcNow.ToString("o", CultureInfo.InvariantCulture));
            json.WriteString("authorityPath", certificates.AuthorityPath);
            json.WriteString("clientCertificatePath", certificates.ClientCertificatePath);
            json.WriteString("stateFolder", state.Folder);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
