using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace FastTrackFpx.Sandbox.Hosting;

/// <summary>What the sandbox knows of a connection: its service, its number, and how many requests it has carried.</summary>
internal sealed class ConnectionState(ConnectionContext connection, string service, long number)
{
    private int _requests;

    public string Service { get; } = service;

    public long Number { get; } = number;

    /// <summary>Where HTTP/2 frames can be put between those of the server; null before the TLS handshake.</summary>
    public GoAwayWriter? Output { get; set; }

    /// <summary>Counts a request; true if it is not the first one.</summary>
    public bool CountRequest() => Interlocked.Increment(ref _requests) > 1;

    /// <summary>Closes the sending side; false if the connection has no socket. What the server writes after that is lost.</summary>
    public bool TryClose()
    {
        if (connection.Features.Get<IConnectionSocketFeature>()?.Socket is not { } socket) return false;
        socket.Shutdown(SocketShutdown.Send);
        return true;
    }

    /// <summary>Resets the connection, with all its streams.</summary>
    public void Abort() => connection.Abort();
}

/// <summary>A pipe writer that can end an HTTP/2 connection with a GOAWAY frame of its own, and drops what is written after it.</summary>
internal sealed class GoAwayWriter(PipeWriter inner) : PipeWriter
{
    private readonly Lock _gate = new();
    private byte[]? _discarded;
    private bool _isInsideFrame;
    private TaskCompletionSource? _wanted;

    /// <summary>Sends GOAWAY with the last stream id 0: no stream of the connection was processed. Waits for the end of a frame.</summary>
    public async Task SendGoAwayAsync()
    {
        Task sent;
        lock (_gate)
        {
            if (_discarded is not null) return;
            _wanted ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            sent = _isInsideFrame ? _wanted.Task : WriteGoAwayAsync();
        }

        await sent;
    }

    public override void Advance(int bytes)
    {
        lock (_gate)
        {
            if (_discarded is null) inner.Advance(bytes);
        }
    }

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        lock (_gate)
        {
            _isInsideFrame = true;
            if (_discarded is null) return inner.GetMemory(sizeHint);
            if (_discarded.Length < sizeHint) _discarded = new byte[sizeHint];
            return _discarded;
        }
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        Task<FlushResult> flush;
        lock (_gate)
        {
            _isInsideFrame = false;
            if (_discarded is not null) return default;
            flush = _wanted is null ? inner.FlushAsync(cancellationToken).AsTask() : WriteGoAwayAsync();
        }

        return await flush;
    }

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    private Task<FlushResult> WriteGoAwayAsync()
    {
        Span<byte> frame = inner.GetSpan(17)[..17];
        frame.Clear();
        frame[2] = 8; // length of the payload
        frame[3] = 7; // GOAWAY; the payload's last stream id and error code stay 0
        inner.Advance(17);
        _discarded = new byte[4096];
        _wanted!.TrySetResult();
        return inner.FlushAsync().AsTask();
    }
}
