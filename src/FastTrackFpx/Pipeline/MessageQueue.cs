namespace FastTrackFpx.Pipeline;

/// <summary>What other threads want done on the pipeline thread, in order. What comes after the end is dropped: nobody is there to see it.</summary>
internal sealed class MessageQueue
{
    private readonly object _gate = new();
    private readonly Queue<Action> _messages = new();
    private bool _closed;
    private bool _woken;

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

    /// <summary>Ends the wait for messages that is under way, or the next one, so that the waiter can look around; any thread.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _woken = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Drops what has not been taken, and whatever may still come; any thread.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _messages.Clear();
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>The next message; null when none came within <paramref name="patience"/> or somebody called <see cref="Wake"/>.</summary>
    public Action? Take(TimeSpan patience)
    {
        lock (_gate)
        {
            if (_messages.Count == 0 && !_closed && !_woken) Monitor.Wait(_gate, patience);
            _woken = false;
            return _messages.Count > 0 ? _messages.Dequeue() : null;
        }
    }
}
