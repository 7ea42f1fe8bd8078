using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using FastTrackFpx.Rest.Files;

namespace FastTrackFpx.Rest.Http;

/// <summary>The file in which the processes of a machine keep the places of one service. Whoever has it open has it alone.</summary>
internal sealed class MachinePermitFile
{
    /// <summary>Names another folder.</summary>
    internal const string Variable = "FASTTRACKFPX_LIMITS";

    private const string Suffix = ".calls";

    /// <summary>Each process has the file for a fraction of a millisecond.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Longer than any place lasts.</summary>
    internal static readonly TimeSpan Forgotten = TimeSpan.FromDays(3);

    private readonly string _path;

    private MachinePermitFile(string path) => _path = path;

    /// <summary>The file of one service in a folder, which is made where it is missing.</summary>
    /// <exception cref="RestException"><see cref="ErrorCode.RateLimitUnavailable"/>.</exception>
    internal static MachinePermitFile In(string folder, string service)
    {
        try
        {
            Create(folder);
            RemoveForgotten(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Unavailable(folder, failure);
        }

        using SHA256 hash = SHA256.Create();
        // A name that every file system takes.
        byte[] name = hash.ComputeHash(Encoding.UTF8.GetBytes(service.ToUpperInvariant()));
        return new MachinePermitFile(Path.Combine(folder, BitConverter.ToString(name, 0, 16).Replace("-", string.Empty) + Suffix));
    }

    /// <summary>The folder in the user's application data.</summary>
    /// <exception cref="RestException"><see cref="ErrorCode.RateLimitUnavailable"/>: this account has none.</exception>
    internal static string DefaultFolder()
    {
        string? named = Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrWhiteSpace(named)) return Path.GetFullPath(named!);
        string data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        if (data.Length > 0) return Path.Combine(data, "FastTrackFpx", "limits");
        throw new RestException(
            ErrorCode.RateLimitUnavailable,
            "This account has no application data folder in which its processes could share their limit.",
            $"Name a folder in the environment variable {Variable}, or use -RateLimitScope Process.");
    }

    /// <summary>Opens the file for a moment and leaves out what is over by now.</summary>
    /// <exception cref="RestException"><see cref="ErrorCode.RateLimitUnavailable"/>.</exception>
    internal MachinePermitContent Open(DateTimeOffset now)
    {
        try
        {
            FileStream stream = OpenAlone();
            try
            {
                Restrict(stream);
                return new MachinePermitContent(stream, now);
            }
            catch
            {
                stream.Dispose();
                throw;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unavailable(_path, failure);
        }
    }

    private FileStream OpenAlone()
    {
        // Real time, whatever clock the places go by: other processes do not share it.
        var waited = Stopwatch.StartNew();
        var spin = default(SpinWait);
        while (true)
        {
            try
            {
                return PrivateFile.Open(_path);
            }
            catch (IOException held) when (PrivateFile.IsHeldByAnother(held) && waited.Elapsed < Patience)
            {
                spin.SpinOnce();
            }
        }
    }

    private static void Create(string folder)
    {
#if NET
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            // In a folder of theirs, others could put another file in place of ours, and we would write to it.
            if ((File.GetUnixFileMode(folder) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0) throw new UnauthorizedAccessException("other users may write there.");
            return;
        }
#endif
        Directory.CreateDirectory(folder);
    }

    /// <summary>Takes from others what rights they have to it. Who cannot is not its owner.</summary>
    private static void Restrict(FileStream stream)
    {
#if NET
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode Ours = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (File.GetUnixFileMode(stream.SafeFileHandle) == Ours) return;
        try
        {
            File.SetUnixFileMode(stream.SafeFileHandle, Ours);
        }
        catch (UnauthorizedAccessException)
        {
            throw new UnauthorizedAccessException("it belongs to another user.");
        }
#endif
    }

    private static void RemoveForgotten(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*" + Suffix))
        {
            try
            {
                if (DateTime.UtcNow - File.GetLastWriteTimeUtc(file) > Forgotten) File.Delete(file);
            }
            catch (IOException)
            {
                // Somebody uses it after all.
            }
        }
    }

    private static RestException Unavailable(string path, Exception cause) => new(
        ErrorCode.RateLimitUnavailable,
        $"The limit that this machine's processes share cannot be kept in '{path}': {cause.Message.TrimEnd('.')}.",
        $"Give this user the right to write there, name another folder in the environment variable {Variable}, or use -RateLimitScope Process.",
        cause);
}
