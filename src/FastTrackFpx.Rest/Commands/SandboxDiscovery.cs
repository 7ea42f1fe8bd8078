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
    private readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal);

    private SandboxDiscovery(string path, JsonElement root, string? service)
    {
        _path = path;
        if (Number(root, "version") != KnownVersion) throw Damaged(path, "it is of another version than this module knows");
        ProcessId = Number(root, "processId") is { } id and > 0 ? id : throw Damaged(path, "processId is missing");
        Add(root);
        if (service is not null) Add(JsonBody.Find(JsonBody.Find(root, "services"), service) is { ValueKind: JsonValueKind.Object } described
            ? described
            : throw NotFound($"the sandbox that runs does not serve {service}"));
        BaseUri = Address("baseUri") is { UserInfo: "", PathAndQuery: "/" } address ? address : throw Damaged(path, "baseUri is not the address of a host");
        AuthorityPath = Setting("authorityPath");
        ClientCertificatePath = service is null ? Setting("clientCertificatePath") : string.Empty;
    }

    public Uri BaseUri { get; }

    public string AuthorityPath { get; }

    /// <summary>The PFX file of the client certificate it made for practice, without password; empty for a service without client certificates.</summary>
    public string ClientCertificatePath { get; }

    public int ProcessId { get; }

    /// <summary>Finds the sandbox with that state folder, or the one of <see cref="FileVariable"/>, or the one that was started last.</summary>
    public static SandboxDiscovery Find(string? stateFolder = null, string? service = null) => Read(PathOf(stateFolder), ProcessMark.IsRunning, service);

    internal static string PathOf(string? stateFolder, string fileVariable = FileVariable) =>
        (string.IsNullOrWhiteSpace(stateFolder) ? PrivatePath.DataFolder(fileVariable, FileName) : Path.Combine(stateFolder!, FileName))
        ?? throw NotFound("this account has no application data folder in which it could be described");

    internal static SandboxDiscovery Read(string path, Func<int, bool> isRunning, string? service = null)
    {
        SandboxDiscovery found = Read(path, service);
        if (!isRunning(found.ProcessId)) throw NotFound($"the sandbox that wrote '{path}' (process {found.ProcessId}) no longer runs");
        foreach (string file in new[] { found.AuthorityPath, found.ClientCertificatePath }.Where(file => file.Length > 0 && !File.Exists(file)))
            throw NotFound($"'{path}' names a file that does not exist: '{file}'");
        return found;
    }

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
        catch (CryptographicException failure)
        {
            throw NotFound($"its authority '{AuthorityPath}' cannot be read", failure);
        }
    }

    private static SandboxDiscovery Read(string path, string? service)
    {
        try
        {
            using var content = new MemoryStream(PrivateFile.Read(path, MaxLength) ?? throw Damaged(path, "it is too large"));
            using JsonDocument document = JsonDocument.Parse(content);
            return new SandboxDiscovery(path, document.RootElement, service);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: text that is no valid UTF-8 or UTF-16, which JsonDocument notices only when it is read.
            throw Damaged(path, "it is incomplete", failure);
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

    // What it says of a service comes after what it says of itself, such as the address, and replaces it.
    private void Add(JsonElement settings)
    {
        foreach (JsonProperty setting in settings.EnumerateObject().Where(setting => setting.Value.ValueKind == JsonValueKind.String))
            _settings[setting.Name] = setting.Value.GetString()!;
    }

    private static bool IsLoopback(Uri uri) =>
        uri.DnsSafeHost == "localhost" || (IPAddress.TryParse(uri.DnsSafeHost, out IPAddress? address) && IPAddress.IsLoopback(address));

    private static int? Number(JsonElement root, string name) =>
        JsonBody.Find(root, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out int number) ? number : null;

    private static RestException Damaged(string path, string reason, Exception? cause = null) =>
        NotFound($"the discovery file '{path}' is damaged: {reason}", cause);

    private static RestException NotFound(string reason, Exception? cause = null) => new(
        ErrorCode.SandboxNotFound,
        $"No running sandbox was found: {reason}.",
        "Start one in another window: dotnet run --project src/FastTrackFpx.Sandbox",
        cause);
}
