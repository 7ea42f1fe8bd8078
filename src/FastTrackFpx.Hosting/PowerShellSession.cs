using System.Collections;
using System.Collections.Concurrent;
using System.Management.Automation.Runspaces;
using System.Text.RegularExpressions;

namespace FastTrackFpx.Hosting;

/// <summary>
/// A PowerShell session in this process. It runs scripts, or commands with .NET objects as arguments, and keeps the output of every stream.
/// One pipeline at a time; a second session is another runspace.
/// </summary>
public sealed partial class PowerShellSession : IDisposable
{
    /// <summary>Ends the connections of whichever services the session has.</summary>
    private const string Disconnect = """
        foreach ($service in 'Fpx', 'AppDirect', 'CloudCockpit', 'LongJump') {
            if (Get-Command "Get-${service}Connection" -ErrorAction Ignore) { & "Get-${service}Connection" | & "Disconnect-${service}Service" }
        }

        """;

    /// <summary>What disposed sessions leave for others, by module: an import takes longer than most tests.</summary>
    private static readonly ConcurrentDictionary<string, ConcurrentBag<(Runspace Runspace, TranscribingHost Host, string Contents)>> Pool =
        new(StringComparer.Ordinal);

    private readonly TranscribingHost _host;
    private readonly string? _module;
    private readonly string _contents;
    private bool _isDisposed;

    static PowerShellSession()
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        // PowerShell caches the cmdlets of its assembly, and after them the providers: two sessions that are the first ones at the same time can get
        // cmdlets without a file system.
        InitialSessionState.CreateDefault2();
    }

    private PowerShellSession(string? module)
    {
        _module = module;
        if (module is not null && Pool.GetOrAdd(module, _ => []).TryTake(out (Runspace Runspace, TranscribingHost Host, string Contents) kept))
        {
            (Runspace, _host, _contents) = kept;
            return;
        }

        _host = new TranscribingHost();
        Runspace = RunspaceFactory.CreateRunspace(_host, InitialState());
        Runspace.Open();
        if (module is not null) Import(module);
        _contents = Contents();
    }

    public Runspace Runspace { get; }

    public static PowerShellSession Open(string? module = null) => new(module);

    /// <summary>Opens a session with the module that this repository's build has staged.</summary>
    public static PowerShellSession OpenWithModule() => Open(Repository.StagedModule);

    public SessionResult Import(string module) => Run($"Import-Module -Name {module}").Succeeded();

    /// <summary>Prepares answers, by their labels, to the questions that the next pipelines ask.</summary>
    public PowerShellSession Answering(params string[] answers)
    {
        foreach (string answer in answers)
            _host.Answers.Enqueue(answer);
        return this;
    }

    /// <summary>Runs a line of script to its end. An error that ends a statement ends it.</summary>
    public SessionResult Run(ScriptText script) => Start(script).Wait();

    public SessionResult Run(string script) => Run(ScriptText.Of(script));

    /// <summary>Runs a whole script to its end. Its variables and functions stay in the session.</summary>
    public SessionResult Script(string script)
    {
        PowerShell shell = PowerShell.Create();
        shell.AddScript(script, useLocalScope: false);
        return Start(shell, null).Wait();
    }

    /// <summary>Runs a command with parameters that a test puts together; one without a name goes by its place.</summary>
    public SessionResult Run(string command, params (string? Name, object? Value)[] parameters) => Pipe(null, command, parameters);

    public SessionResult Pipe(IEnumerable? input, string command, params (string? Name, object? Value)[] parameters)
    {
        PowerShell shell = PowerShell.Create();
        shell.AddCommand(command);
        foreach ((string? name, object? value) in parameters)
        {
            if (string.IsNullOrEmpty(name))
                shell.AddArgument(value);
            else
                shell.AddParameter(name, value);
        }

        return Start(shell, input).Wait();
    }

    public RunningPipeline Start(string script) => Start(ScriptText.Of(script));

    public RunningPipeline Start(ScriptText script)
    {
        PowerShell shell = PowerShell.Create();
        shell.AddScript(script.Text, useLocalScope: false);
        foreach (object? value in script.Values) shell.AddArgument(value);
        return Start(shell, null);
    }

    private RunningPipeline Start(PowerShell shell, IEnumerable? input)
    {
        shell.Runspace = Runspace;
        _host.Transcript = new HostTranscript();
        return new RunningPipeline(shell, input, _host.Transcript);
    }

    /// <summary>The text that a user sees for what a script writes, at a width of 120 columns, without colours.</summary>
    public string Format(ScriptText script)
    {
        script.AppendLiteral(" | Out-String -Width 120");
        return Colours().Replace(string.Concat(Run(script).Succeeded().Values<string>()), string.Empty).ReplaceLineEndings("\n");
    }

    /// <summary>The text of one object, as its own type or an added method gives it; some take a session to do so.</summary>
    public string Text(object? value)
    {
        Runspace? before = Runspace.DefaultRunspace;
        Runspace.DefaultRunspace = Runspace;
        try
        {
            return value?.ToString() ?? string.Empty;
        }
        finally
        {
            Runspace.DefaultRunspace = before;
        }
    }

    /// <summary>A session variable, such as <c>VerbosePreference</c>.</summary>
    public object? this[string variable]
    {
        get => Runspace.SessionStateProxy.GetVariable(variable);
        set => Runspace.SessionStateProxy.SetVariable(variable, value!);
    }

    /// <summary>A script block that calls back into .NET.</summary>
    public ScriptBlock ScriptBlock(Func<object?[], object?> body)
    {
        using PowerShell shell = PowerShell.Create();
        shell.Runspace = Runspace;
        return (ScriptBlock)shell.AddScript("param($body) { $body.Invoke($args) }.GetNewClosure()").AddArgument(body).Invoke().Single().BaseObject;
    }

    /// <summary>Resets variables, location and answers, so that another test can use the session. Its module stays.</summary>
    /// <returns>False if the session has changed for good: a pipeline still runs, or modules, functions or the language mode changed.</returns>
    private bool TryReset()
    {
        if (Runspace.RunspaceAvailability != RunspaceAvailability.Available || Contents() != _contents || Script(Disconnect).AllErrors.Count > 0) return false;
        Runspace.ResetRunspaceState();
        _host.Answers.Clear();
        return true;
    }

    private string Contents() => string.Join(
        '|', Script("$ExecutionContext.SessionState.LanguageMode; @(Get-Module; Get-ChildItem Function:).Name").Succeeded().Output);

    /// <summary>Closes the session, or keeps what is behind it for another one.</summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        if (_module is not null && TryReset()) Pool[_module].Add((Runspace, _host, _contents));
        else Runspace.Dispose();
    }

    /// <summary>PowerShell's own modules and no others: nothing that a user of this machine has installed is found by its name.</summary>
    private static InitialSessionState InitialState()
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.Variables.Add(new SessionStateVariableEntry("PSModuleAutoLoadingPreference", PSModuleAutoLoadingPreference.None, string.Empty));
        state.ImportPSModule(
            Path.Combine(PowerShellEngine.ModuleFolder, "Microsoft.PowerShell.Utility"),
            Path.Combine(PowerShellEngine.ModuleFolder, "Microsoft.PowerShell.Management"));
        // The format files of a module are read only if scripts may run.
        if (OperatingSystem.IsWindows()) state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        return state;
    }

    [GeneratedRegex(@"\x1b\[[0-9;]*m", RegexOptions.CultureInvariant)]
    private static partial Regex Colours();
}
