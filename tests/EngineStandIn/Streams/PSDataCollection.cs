using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;

namespace System.Management.Automation;

public sealed class DataAddedEventArgs : EventArgs
{
    internal DataAddedEventArgs(int index) => Index = index;

    public int Index { get; }
}

/// <summary>A list that a pipeline fills and that tells of each addition.</summary>
public class PSDataCollection<T> : Collection<T>, IDisposable
{
    public PSDataCollection() { }
    public PSDataCollection(IEnumerable<T> items) : base([.. items]) { }
    public event EventHandler<DataAddedEventArgs>? DataAdded;
    public bool IsOpen { get; private set; } = true;
    public void Complete() => IsOpen = false;

    public Collection<T> ReadAll()
    {
        lock (Items)
        {
            Collection<T> all = new(this.ToList());
            Clear();
            return all;
        }
    }

    public void Dispose()
    {
        Complete();
        GC.SuppressFinalize(this);
    }

    protected override void InsertItem(int index, T item)
    {
        if (!IsOpen)
            throw new PSInvalidOperationException("Objects cannot be added to a closed buffer. Make sure the buffer is open for add and insert operations to succeed.");
        lock (Items)
            base.InsertItem(index, item);
        DataAdded?.Invoke(this, new DataAddedEventArgs(index));
    }
}

public sealed class PSDataStreams
{
    internal PSDataStreams() { }
    public PSDataCollection<ErrorRecord> Error { get; set; } = [];
    public PSDataCollection<WarningRecord> Warning { get; set; } = [];
    public PSDataCollection<VerboseRecord> Verbose { get; set; } = [];
    public PSDataCollection<DebugRecord> Debug { get; set; } = [];
    public PSDataCollection<InformationRecord> Information { get; set; } = [];
    public PSDataCollection<ProgressRecord> Progress { get; set; } = [];
}
