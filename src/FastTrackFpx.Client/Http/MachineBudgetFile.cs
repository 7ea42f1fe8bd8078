using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Threading;

namespace FastTrackFpx.Client.Http;

/// <summary>The file in which the processes of a machine keep the places of one identity. Whoever has it open has it alone.</summary>
internal sealed class MachineBudgetFile
{
    /// <summary>Names another folder.</summary>
    internal const string Variable = "FASTTRACKFPX_LIMITS";

    private const string Suffix = ".calls";
    private const int Version = 1;
    private const int EntryLength = 32;

    /// <summary>Many times what all calls of a minute take: a larger file is none of ours.</summary>
    private const int LongestFile = 1 << 20;

    /// <summary>Each process has the file for a fraction of a millisecond.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Longer than any place lasts.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(3);

    /// <summary>No call lasts longer, so that none waits longer.</summary>
    private static readonly TimeSpan LongestHold = TimeSpan.FromDays(1);

    /// <summary>Clocks are corrected by a little all the time; an entry of that time to come is simply new.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    private readonly string _path;

    private MachineBudgetFile(string path) => _path = path;

    /// <summary>The file of one identity in a folder, which is made where it is missing.</summary>
    /// <exception cref="FpxException"><see cref="FpxErrorCode.RateLimitUnavailable"/>.</exception>
    internal static MachineBudgetFile In(string folder, string identity)
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
        // The name tells nobody whose identity it is.
        byte[] name = hash.ComputeHash(Encoding.UTF8.GetBytes(identity.ToUpperInvariant()));
        return new MachineBudgetFile(Path.Combine(folder, BitConverter.ToString(name, 0, 16).Replace("-", string.Empty) + Suffix));
    }

    /// <summary>The folder in the user's application data.</summary>
    /// <exception cref="FpxException"><see cref="FpxErrorCode.RateLimitUnavailable"/>: this account has none.</exception>
    internal static string DefaultFolder()
    {
        string? named = Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrWhiteSpace(named)) return Path.GetFullPath(named!);
        string data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        if (data.Length > 0) return Path.Combine(data, "FastTrackFpx", "limits");
        throw new FpxException(
            FpxErrorCode.RateLimitUnavailable,
            "This account has no application data folder in which its processes could share their limit.",
            $"Name a folder in the environment variable {Variable}, or use -RateLimitScope Process.");
    }

    /// <summary>Opens the file for a moment and leaves out what is over by now.</summary>
    /// <exception cref="FpxException"><see cref="FpxErrorCode.RateLimitUnavailable"/>.</exception>
    internal Content Open(DateTimeOffset now)
    {
        try
        {
            return new Content(OpenAlone(), now);
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
#if NET
                var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
                if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                return new FileStream(_path, options);
#else
                return new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
#endif
            }
            catch (IOException held) when (IsHeldByAnother(held) && waited.Elapsed < Patience)
            {
                spin.SpinOnce();
            }
        }
    }

    /// <summary>Sharing violation or lock violation on Windows; EAGAIN on Linux; EWOULDBLOCK on macOS.</summary>
    private static bool IsHeldByAnother(IOException failure) =>
        failure.HResult is unchecked((int)0x80070020) or unchecked((int)0x80070021) or 11 or 35;

    private static void Create(string folder)
    {
#if NET
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return;
        }
#endif
        Directory.CreateDirectory(folder);
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

    private static FpxException Unavailable(string path, Exception cause) => new(
        FpxErrorCode.RateLimitUnavailable,
        $"The limit that this machine's processes share cannot be kept in '{path}': {cause.Message}",
        $"Give this user the right to write there, name another folder in the environment variable {Variable}, or use -RateLimitScope Process.",
        cause);

    /// <summary>One place: taken or given back at a time, and free again after another.</summary>
    internal readonly struct Entry(Guid id, DateTimeOffset since, TimeSpan lasts)
    {
        internal Guid Id { get; } = id;

        internal DateTimeOffset Since { get; } = since;

        internal TimeSpan Lasts { get; } = lasts;

        internal DateTimeOffset End => Since + Lasts;
    }

    /// <summary>What is in the file, for as long as nobody else may have it.</summary>
    internal sealed class Content : IDisposable
    {
        private readonly FileStream _stream;

        internal Content(FileStream stream, DateTimeOffset now)
        {
            _stream = stream;
            Read(now);
        }

        internal DateTimeOffset HeldUntil { get; set; } = DateTimeOffset.MinValue;

        internal List<Entry> Places { get; } = [];

        internal void Save()
        {
            var bytes = new MemoryStream(16 + (EntryLength * Places.Count));
            using var writer = new BinaryWriter(bytes);
            writer.Write(Version);
            writer.Write(Places.Count);
            writer.Write(HeldUntil.UtcTicks);
            foreach (Entry place in Places)
            {
                writer.Write(place.Id.ToByteArray());
                writer.Write(place.Since.UtcTicks);
                writer.Write(place.Lasts.Ticks);
            }

            _stream.Seek(0, SeekOrigin.Begin);
            _stream.Write(bytes.GetBuffer(), 0, (int)bytes.Length);
            _stream.SetLength(bytes.Length);
        }

        /// <inheritdoc/>
        public void Dispose() => _stream.Dispose();

        private void Read(DateTimeOffset now)
        {
            if (_stream.Length is < 16 or > LongestFile) return;
            using var reader = new BinaryReader(_stream, Encoding.UTF8, leaveOpen: true);
            // Half a file is what a killed process left, or another version's: what it said is at most a minute old.
            if (reader.ReadInt32() != Version) return;
            int count = reader.ReadInt32();
            if (count < 0 || _stream.Length < 16 + ((long)EntryLength * count)) return;
            DateTimeOffset held = Time(reader.ReadInt64());
            if (held < now + LongestHold) HeldUntil = held;
            for (int i = 0; i < count; i++)
            {
                var place = new Entry(new Guid(reader.ReadBytes(16)), Time(reader.ReadInt64()), TimeSpan.FromTicks(reader.ReadInt64()));
                if (place.Lasts < TimeSpan.Zero || place.Lasts > Forgotten) continue;
                // The clock was set back: as if it were new, or it would block for as long as that.
                if (place.Since > now + Tolerance) place = new Entry(place.Id, now, place.Lasts);
                if (place.End >= now) Places.Add(place);
            }
        }

        private static DateTimeOffset Time(long ticks) =>
            ticks >= 0 && ticks <= DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay * 4 ? new DateTimeOffset(ticks, TimeSpan.Zero) : DateTimeOffset.MinValue;
    }
}
