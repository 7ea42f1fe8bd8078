using System.Text;
using FastTrackFpx.Rest.Files;

namespace FastTrackFpx.Rest.Http;

/// <summary>The places of a service, for as long as nobody else may have the file.</summary>
internal sealed class MachinePermitContent : IDisposable
{
    private const int Version = 1;
    private const int HeadLength = 16;
    private const int EntryLength = 44;

    /// <summary>Many times what all calls of a minute take: a larger file is none of ours.</summary>
    private const int LongestFile = 1 << 20;

    /// <summary>No call lasts longer, so that none waits longer.</summary>
    private static readonly TimeSpan LongestHold = TimeSpan.FromDays(1);

    /// <summary>Clocks are corrected by a little all the time; an entry of that time to come is simply new.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <summary>What a process sent last may still be on its way when the process is gone.</summary>
    private static readonly TimeSpan OnTheWay = TimeSpan.FromSeconds(10);

    /// <summary>This process.</summary>
    internal static readonly (int Process, long Started) Self = (ProcessMark.Own.Id, ProcessMark.Own.Started.UtcTicks);

    private readonly FileStream _stream;

    /// <param name="stream">The file, which nobody else has open.</param>
    /// <param name="now">What is over by then is left out.</param>
    internal MachinePermitContent(FileStream stream, DateTimeOffset now)
    {
        _stream = stream;
        if (stream.Length == 0 || TryRead(now)) return;
        // As many calls may have gone out as there are places: nobody goes before they are over.
        WasDamaged = true;
        Places.Clear();
        HeldUntil = now + MachinePermits.Window;
        Save();
    }

    /// <summary>Whether the file held something else than places, which it does no more.</summary>
    internal bool WasDamaged { get; }

    internal DateTimeOffset HeldUntil { get; set; } = DateTimeOffset.MinValue;

    internal List<Entry> Places { get; } = [];

    /// <summary>Ends the calls of processes that are gone: none of them went out later than now. Says whether there were any.</summary>
    internal bool ReleasePermitsOfEndedProcesses(DateTimeOffset now)
    {
        (int, long)[] gone = [.. Places.Select(place => place.Owner).Distinct().Where(owner => owner.Process != 0 && owner != Self && !IsRunning(owner))];
        for (int i = 0; i < Places.Count; i++)
        {
            if (gone.Contains(Places[i].Owner)) Places[i] = new Entry(Places[i].Id, now, MachinePermits.Window + OnTheWay, default);
        }

        return gone.Length > 0;
    }

    internal void Save()
    {
        var bytes = new MemoryStream(HeadLength + (EntryLength * Places.Count));
        using var writer = new BinaryWriter(bytes);
        writer.Write(Version);
        writer.Write(Places.Count);
        writer.Write(HeldUntil.UtcTicks);
        foreach (Entry place in Places)
        {
            writer.Write(place.Id.ToByteArray());
            writer.Write(place.Since.UtcTicks);
            writer.Write(place.Lasts.Ticks);
            writer.Write(place.Owner.Process);
            writer.Write(place.Owner.Started);
        }

        _stream.Seek(0, SeekOrigin.Begin);
        _stream.Write(bytes.GetBuffer(), 0, (int)bytes.Length);
        _stream.SetLength(bytes.Length);
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private bool TryRead(DateTimeOffset now)
    {
        if (_stream.Length is < HeadLength or > LongestFile) return false;
        using var reader = new BinaryReader(_stream, Encoding.UTF8, leaveOpen: true);
        if (reader.ReadInt32() != Version) return false;
        int count = reader.ReadInt32();
        if (count < 0 || _stream.Length < HeadLength + ((long)EntryLength * count)) return false;
        if (!TryTime(reader.ReadInt64(), out DateTimeOffset held)) return false;
        if (held < now + LongestHold) HeldUntil = held;
        for (int i = 0; i < count; i++)
        {
            var id = new Guid(reader.ReadBytes(16));
            long since = reader.ReadInt64(), lasts = reader.ReadInt64();
            var owner = (reader.ReadInt32(), reader.ReadInt64());
            if (!TryTime(since, out DateTimeOffset start) || lasts < 0 || lasts > MachinePermitFile.Forgotten.Ticks) return false;
            // The clock was set back: as if it were new, or it would block for as long as that.
            var place = new Entry(id, start > now + Tolerance ? now : start, TimeSpan.FromTicks(lasts), owner);
            if (place.End >= now) Places.Add(place);
        }

        return true;
    }

    private static bool IsRunning((int Process, long Started) owner) => TryTime(owner.Started, out DateTimeOffset started)
        && new ProcessMark { Id = owner.Process, Started = started, Machine = Environment.MachineName }.IsRunning();

    private static bool TryTime(long ticks, out DateTimeOffset time)
    {
        bool isTime = ticks >= 0 && ticks <= DateTime.MaxValue.Ticks - (TimeSpan.TicksPerDay * 4);
        time = isTime ? new DateTimeOffset(ticks, TimeSpan.Zero) : default;
        return isTime;
    }

    /// <summary>One place: taken or given back at a time, and free again after another.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="since">When it was taken, or given back.</param>
    /// <param name="lasts">How much later it is free.</param>
    /// <param name="owner">The process whose call is under way, by number and start, for numbers come round again; none when the place was given back.</param>
    internal readonly struct Entry(Guid id, DateTimeOffset since, TimeSpan lasts, (int Process, long Started) owner)
    {
        internal Guid Id { get; } = id;

        internal DateTimeOffset Since { get; } = since;

        internal TimeSpan Lasts { get; } = lasts;

        internal (int Process, long Started) Owner { get; } = owner;

        internal DateTimeOffset End => Since + Lasts;
    }
}
