using System;
using System.Diagnostics;
using System.Threading;

namespace FastTrackFpx.Benchmarks.Contenders;

/// <summary>Looks at the memory of this process a hundred times a second, from a thread of its own.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private const double Megabyte = 1024 * 1024;

    private readonly Process _self;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _end = new();
    private readonly long _idleManaged;
    private readonly long _idleProcess;
    private long _managed;
    private long _process;
    private long _live;

    private MemoryWatch(Process self)
    {
        _self = self;
        GC.Collect();
        GC.WaitForPendingFinalizers();
        _managed = _idleManaged = GC.GetTotalMemory(forceFullCollection: true);
        self.Refresh();
        _process = _idleProcess = self.WorkingSet64;
        _thread = new Thread(Watch) { IsBackground = true, Priority = ThreadPriority.AboveNormal };
    }

    /// <summary>Megabytes of the managed heap above idle at the worst moment, what is garbage already included.</summary>
    public double PeakManaged => (_managed - _idleManaged) / Megabyte;

    /// <summary>Megabytes that collections left, above idle, at the worst moment.</summary>
    public double PeakLive => Math.Max(0, _live - _idleManaged) / Megabyte;

    /// <summary>Megabytes of the process above idle at the worst moment.</summary>
    public double PeakProcess => (_process - _idleProcess) / Megabyte;

    public static MemoryWatch Start(Process self)
    {
        var watch = new MemoryWatch(self);
        watch._thread.Start();
        return watch;
    }

    public void Stop()
    {
        _end.Set();
        _thread.Join();
    }

    public void Dispose()
    {
        Stop();
        _end.Dispose();
    }

    private void Watch()
    {
        for (int look = 0; !_end.Wait(TimeSpan.FromMilliseconds(10)); look++)
        {
            _managed = Math.Max(_managed, GC.GetTotalMemory(forceFullCollection: false));
            GCMemoryInfo last = GC.GetGCMemoryInfo(GCKind.Any);
            _live = Math.Max(_live, last.HeapSizeBytes - last.FragmentedBytes);
            if (look % 10 != 0) continue;
            _self.Refresh();
            _process = Math.Max(_process, _self.WorkingSet64);
        }
    }
}
