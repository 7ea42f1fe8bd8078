using System.Management.Automation.Host;
using System.Management.Automation.Modules;

namespace System.Management.Automation.Runspaces;

public enum RunspaceState { BeforeOpen, Opening, Opened, Closed, Closing, Broken }

public sealed class RunspaceStateInfo
{
    internal RunspaceStateInfo(RunspaceState state) => State = state;

    public RunspaceState State { get; }
}

public abstract class Runspace : IDisposable
{
    [ThreadStatic] private static Runspace? _default;
    private static int _created;
    internal Runspace() { }

    public static Runspace? DefaultRunspace
    {
        get => _default;
        set => _default = value;
    }

    public Guid InstanceId { get; } = Guid.NewGuid();
    public int Id { get; } = Threading.Interlocked.Increment(ref _created);
    public string Name { get => field ?? $"Runspace{Id}"; set; }
    public abstract RunspaceStateInfo RunspaceStateInfo { get; }
    public abstract Version Version { get; }
    public abstract SessionStateProxy SessionStateProxy { get; }

    public abstract void Open();
    public abstract void Close();
    protected virtual void Dispose(bool disposing) => Close();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }
}

public class SessionStateProxy
{
    private readonly SessionState _session;
    internal SessionStateProxy(SessionState session) => _session = session;
    public virtual PSVariableIntrinsics PSVariable => _session.PSVariable;
    public virtual PathIntrinsics Path => _session.Path;
    public virtual void SetVariable(string name, object value) => PSVariable.Set(name, value);
    public virtual object? GetVariable(string name) => PSVariable.GetValue(name);
}

/// <summary>A session: its commands, variables and current folder.</summary>
internal sealed class LocalRunspace : Runspace
{
    private RunspaceState _state = RunspaceState.BeforeOpen;

    public LocalRunspace(PSHost host)
    {
        Host = host;
        Engine = new EngineIntrinsics(this);
        Modules = new ModuleTable();
        SessionStateProxy = new SessionStateProxy(Session);
        Session.PSVariable.Set("Host", host);
    }

    public PSHost Host { get; }
    public SessionState Session { get; } = new();
    public EngineIntrinsics Engine { get; }
    public ModuleTable Modules { get; }
    public override SessionStateProxy SessionStateProxy { get; }
    public override Version Version => new(7, 6);
    public override RunspaceStateInfo RunspaceStateInfo => new(_state);

    public override void Open()
    {
        if (_state != RunspaceState.BeforeOpen)
            throw new PSInvalidOperationException("Cannot open the runspace because it is not in the BeforeOpen state.");
        _state = RunspaceState.Opened;
    }

    public override void Close() => _state = RunspaceState.Closed;
}

public class InitialSessionState
{
    protected InitialSessionState() { }
    public static InitialSessionState Create() => new();
    public static InitialSessionState CreateDefault() => new();
    public static InitialSessionState CreateDefault2() => new();
}

public static class RunspaceFactory
{
    public static Runspace CreateRunspace() => new LocalRunspace(new SilentHost());
    public static Runspace CreateRunspace(PSHost host, InitialSessionState initialSessionState) => new LocalRunspace(host);
}
