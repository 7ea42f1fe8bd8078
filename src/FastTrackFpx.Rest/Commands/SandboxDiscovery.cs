using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FastTrackFpx.Rest.Commands;

/// <summary>What a running sandbox wrote about itself: where it is, whom to trust, and the credentials that it made for practice.</summary>
internal sealed class SandboxDiscovery
{
    public const string FileVariable = "FASTTRACKFPX_SANDBOX";

    private const string FileName = "sandbox.json";
    private const int KnownVersion = 1;
    private const int MaxLength = 64 * 1024;

    private readonly string _path;
    private readonly Dictionary<string, string> _settings;

    // What it says of a service comes before what it says of itself, such as the address.
    private SandboxDiscovery(string path, JsonElement root, string? service)
    {
        _path = path;
        if (root.ValueKind != JsonValueKind.Object) throw Damaged(path, "it is not a JSON object");
        if (Number(root, "version") is not KnownVersion) throw Damaged(path, "it is of another version than this module knows");
        ProcessId = Number(root, "processId") is { } id and > 0 ? id : throw Damaged(path, "processId is missing");
        JsonElement[] described = service is null ? [root] : [ServiceOf(root, service), root];
        _settings = described.SelectMany(element => element.EnumerateObject()).Where(setting => setting.Value.ValueKind == JsonValueKind.String)
            .ToLookup(setting => setting.Name, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First().Value.GetString()!);
        BaseUri = Address("baseUri") is { UserInfo: "", PathAndQuery: "/" } address ? address : throw Damaged(path, "baseUri is not the address of a host");
        AuthorityPath = FullPath("authorityPath");
        ClientCertificatePath = service is null ? FullPath("clientCertificatePath") : string.Empty;
    }

    public Uri BaseUri { get; }

    public string AuthorityPath { get; }

    /// <summary>The PFX file of the client certificate it made for practice, without password; empty for a service without client certificates.</summary>
    public string ClientCertificatePath { get; }

    public int ProcessId { get; }

    /// <summary>Finds the sandbox with that state folder, or the one of <see cref="FileVariable"/>, or the one that was started last.</summary>
    public static SandboxDiscovery Find(string? stateFolder = null, string? service = null) =>
        Read(PathOf(stateFolder, Environment.GetEnvironmentVariable(FileVariable)), ProcessMark.IsRunning, service);

    /// <summary>What the sandbox says of the service besides its address, such as a client id.</summary>
    internal string Setting(string name) => _settings.TryGetValue(name, out string? value) ? value : throw NotFound($"'{_path}' does not describe {name}");

    /// <summary>An address among the settings. The file decides where credentials go, so it may name this machine and nothing else.</summary>
    internal Uri Address(string name) => Uri.TryCreate(Setting(name), UriKind.Absolute, out Uri? uri) && uri.Scheme == "https" && IsLoopback(uri)
        ? uri : throw NotFound($"{name} is not an https address on this machine");

    /// <summary>The secret in a file that only this user can read, which a setting names.</summary>
    internal SecureString Secret(string name)
    {
        string path = Setting(name);
        try
        {
            PrivatePath.Require(path);
            return new NetworkCredential(string.Empty, File.ReadAllText(path).Trim()).SecurePassword;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw NotFound($"the file '{path}' cannot be read", failure);
        }
    }

    /// <summary>Its own authority, to be trusted for a connection to it alone.</summary>
    internal X509Certificate2Collection ReadAuthority()
    {
        try
        {
            return new X509Certificate2Collection(new X509Certificate2(AuthorityPath));
        }
        catch (CryptographicException exception)
        {
            throw new RestException(
                ErrorCode.SandboxNotFound,
                $"The sandbox's authority '{AuthorityPath}' cannot be read.",
                "Start the sandbox again; it creates a new one if its state folder is empty.",
                exception);
        }
    }

    internal static string PathOf(string? stateFolder, string? fileVariable)
    {
        if (!string.IsNullOrWhiteSpace(stateFolder))
            return stateFolder!.TrimEnd('/', Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar + FileName;
        if (!string.IsNullOrWhiteSpace(fileVariable)) return fileVariable!;
        // DoNotVerify: on Linux .NET returns no path for a folder that does not exist.
        string data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(data, "FastTrackFpx", FileName);
    }

    internal static SandboxDiscovery Read(string path, Func<int, bool> isRunning, string? service = null)
    {
        SandboxDiscovery found = Parse(path, ReadAll(path), service);
        if (!isRunning(found.ProcessId)) throw NotFound($"the sandbox that wrote '{found._path}' (process {found.ProcessId}) no longer runs");
        foreach (string file in new[] { found.AuthorityPath, found.ClientCertificatePath }.Where(file => file.Length > 0 && !File.Exists(file)))
            throw NotFound($"'{found._path}' names a file that does not exist: '{file}'");
        return found;
    }

    private static byte[] ReadAll(string path)
    {
        try
        {
            return PrivateFile.Read(path, MaxLength) ?? throw Damaged(path, "it is too large");
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw NotFound($"there is no discovery file '{path}'", failure);
        }
        catch (Exception failure)
            when (failure is IOException or UnauthorizedAccessException or SecurityException or ArgumentException or NotSupportedException)
        {
            throw NotFound($"the discovery file '{path}' cannot be read", failure);
        }
    }

    private static SandboxDiscovery Parse(string path, byte[] content, string? service)
    {
        ReadOnlyMemory<byte> json = content;
        if (content.AsSpan().StartsWith(new byte[] { 0xEF, 0xBB, 0xBF })) json = json.Slice(3);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return new SandboxDiscovery(path, document.RootElement, service);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or ArgumentException)
        {
            // InvalidOperationException: text that is no valid UTF-8 or UTF-16, which JsonDocument notices only when it is read.
            throw Damaged(path, "it is incomplete", failure);
        }
    }

    private static bool IsLoopback(Uri uri) =>
        uri.DnsSafeHost == "localhost" || (IPAddress.TryParse(uri.DnsSafeHost, out IPAddress? address) && IPAddress.IsLoopback(address));

    private static JsonElement ServiceOf(JsonElement root, string service) =>
        root.TryGetProperty("services", out JsonElement services) && services.ValueKind == JsonValueKind.Object
            && services.TryGetProperty(service, out JsonElement described) && described.ValueKind == JsonValueKind.Object
            ? described
            : throw NotFound($"the sandbox that runs does not serve {service}");

    /// <summary>A relative path would depend on the current folder.</summary>
    private string FullPath(string name)
    {
        string text = Setting(name);
        return text.IndexOfAny(Path.GetInvalidPathChars()) < 0 && Path.IsPathRooted(text) ? text : throw Damaged(_path, $"{name} is not a full path");
    }

    private static int? Number(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : null;

    private static RestException Damaged(string path, string reason, Exception? cause = null) =>
        NotFound($"the discovery file '{path}' is damaged: {reason}", cause);

    private static RestException NotFound(string reason, Exception? cause = null) => new(
        ErrorCode.SandboxNotFound,
        $"No running sandbox was found: {reason}.",
        "Start one in another window: dotnet run --project src/FastTrackFpx.Sandbox",
        cause);
}
