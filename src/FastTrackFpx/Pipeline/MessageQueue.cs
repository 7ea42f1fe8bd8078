using System;
using System.Collections.Generic;
using System.Threading;

namespace FastTrackFpx.Pipeline;

/// <summary>What other threads want done on the pipeline thread, in order. What comes after the end is dropped: nobody is there to see it.</summary>
internal sealed class MessageQueue
{
    private readonly object _gate = new();
    private readonly Queue<Action> _messages = new();
    private bool _closed;

    /// <summary>Whether the end has been announced and everything before it taken.</summary>
    public bool IsDrained
    {
        get
        {
            lock (_gate) return _closed && _messages.Count == 0;
        }
    }

    /// <summary>Adds a message; any thread.</summary>
    /// <returns>False after the end.</returns>
    public bool Post(Action message)
    {
        lock (_gate)
        {
            if (_closed) return false;
            _messages.Enqueue(message);
            Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>Announces the end; any thread.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Drops what has not been taken and announces the end; any thread.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            _messages.Clear();
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>The next message; null when none came within <paramref name="patience"/> or the end has come.</summary>
    public Action? Take(TimeSpan patience)
    {
        lock (_gate)
        {
            if (_messages.Count == 0 && !_closed) Monitor.Wait(_gate, patience);
            return _messages.Count > 0 ? _messages.Dequeue() : null;
        }
    }
}
