using System.CommandLine;
using System.Runtime.InteropServices;
using FastTrackFpx.Sandbox.Hosting;

namespace FastTrackFpx.Sandbox.CommandLine;

/// <summary>The program: reads its options, starts a sandbox, and runs it until Ctrl+C.</summary>
internal sealed class SandboxCommand
{
    public const int DefaultPort = 7443;
    private const int Failed = 1;
    private const int WrongUsage = 2;

    private readonly Option<string?> _state = new("--state")
    {
        HelpName = "folder",
        Description = "Folder of certificates, secrets and data. Default: a folder of the user.",
    };

    private readonly Option<string[]> _services = new("--services")
    {
        HelpName = "names", AllowMultipleArgumentsPerToken = true,
        Description = "Services to host, separated by commas. Default: all of them ("
            + string.Join(",", ServiceKind.All.Select(kind => kind.Name.ToLowerInvariant())) + ").",
    };

    private readonly Option<int> _port = new("--port")
    {
        HelpName = "number", DefaultValueFactory = _ => DefaultPort,
        Description = "Port of FPX on 127.0.0.1; the other services use the numbers that follow. 0 takes any free port for each.",
    };

    private readonly Option<int?> _tenants =
        new("--tenants") { HelpName = "number", Description = "How many tenants to make up. Default: 50." };
    private readonly Option<int?> _companies = new("--companies")
    {
        HelpName = "number", Description = "How many customers of the AppDirect marketplace to make up. Default: as many as tenants.",
    };

    private readonly Option<int?> _seed =
        new("--seed") { HelpName = "number", Description = "The same seed makes the same data. Default: 1." };
    private readonly Option<bool> _inMemory =
        new("--in-memory") { Description = "Keep the data in memory; every start is a fresh one." };
    private readonly Option<bool> _reset =
        new("--reset") { Description = "Delete the data of earlier runs. Certificates and secrets stay." };

    private readonly Option<int> _requestsPerMinute = new("--requests-per-minute")
    {
        HelpName = "number", DefaultValueFactory = _ => 600,
        Description = "FPX requests per minute and identity before 429; 0 for no limit.",
    };

    private readonly Option<bool> _quirks =
        new("--quirks") { Description = "Answer with the irregularities that the documents show in their samples." };

    private readonly Option<string[]> _reading = new("--reading")
    {
        HelpName = "point=value",
        Description = "Use another reading where the documents allow several, such as F3=old. Can be repeated. Points and values: "
            + string.Join("; ", Readings.All.Select(point => $"{point.Key} {string.Join("|", point.Choices)}")) + ".",
    };

    private readonly Option<bool> _withServiceId =
        new("--with-service-id") { Description = "Add the service's id to every entitlement record." };

    private readonly Option<int> _recordsPerTenant = new("--records-per-tenant")
    {
        HelpName = "number", DefaultValueFactory = _ => 100,
        Description = "Entitlement records per tenant in a read of many tenants, before moreRecords.",
    };

    private readonly Option<int?> _contactsPerTenant =
        new("--contacts-per-tenant")
        {
            HelpName = "number",
            Description = "Contacts of every tenant. Default: a handful, for some tenants dozens."
        };

    private readonly Option<int?> _transactionsPerTenant =
        new("--transactions-per-tenant")
        {
            HelpName = "number",
            Description = "Payments to every tenant in a period. Default: a few, for a quarter of the tenants."
        };

    private readonly Option<bool> _requireToken =
        new("--require-token") { Description = "Reject FPX requests without an end user's bearer token." };
    private readonly Option<int?> _tokenLifetime = new("--token-lifetime")
    {
        HelpName = "seconds", Description = "How long tokens and sessions are valid. Default: the usual time of each service.",
    };

    private readonly Option<string[]> _origin =
        new("--origin") { HelpName = "origin", Description = "FPX accepts only this Origin header. Can be repeated." };
    private readonly Option<string?> _faults = new("--faults")
    {
        HelpName = "file",
        Description = "Start with the fault plan in this JSON file."
    };
    private readonly Option<bool> _proxy = new("--proxy")
    {
        Description = "Also start a proxy to this machine, on the port of FPX plus 9. The discovery file has its address and user.",
    };

    private readonly Option<bool> _verbose = new("--verbose") { Description = "Write a line per request to the error stream." };

    private readonly TextWriter _output;
    private readonly TextWriter _error;

    public SandboxCommand(TextWriter output, TextWriter error)
    {
        _output = output;
        _error = error;
    }

    public async Task<int> RunAsync(string[] arguments)
    {
        var command = new RootCommand(
            "A local FPX service to practise and test against: mutual TLS, made-up data, the documented rules and limits.");
        foreach (Option option in Options()) command.Options.Add(option);
        command.SetAction(RunAsync);
        ParseResult parsed = command.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            await _error.WriteLineAsync($"sandbox: {parsed.Errors[0].Message} See --help.");
            return WrongUsage;
        }

        // The library's own handling of signals ends the process at once if one arrives in the moment after the start.
        return await parsed.InvokeAsync(new InvocationConfiguration { Output = _output, Error = _error, ProcessTerminationTimeout = null });
    }

    private IEnumerable<Option> Options() =>
    [
        _state, _services, _port, _tenants, _companies, _seed, _inMemory, _reset, _requestsPerMinute, _requireToken, _tokenLifetime, _origin, _quirks,
            _reading, _withServiceId,
        _recordsPerTenant, _contactsPerTenant, _transactionsPerTenant, _proxy, _faults, _verbose,
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        CancellationToken stop = stopping.Token;
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            await using SandboxService service = await SandboxService.StartAsync(Read(parsed), stop);
            // The output stream has the commands that connect and nothing else, so that they can be piped or copied.
            foreach (ServiceKind kind in ServiceKind.Named(service.Services)) await _output.WriteLineAsync(kind.ConnectCommand);
            await _output.FlushAsync(stop);
            string addresses = string.Join(", ", service.Services.Select(name => $"{name} at {service.UriOf(name)}"));
            await _error.WriteLineAsync($"# {service.Tenants} tenants, {addresses}, state in {service.StateFolder}. Ctrl+C stops it.");
            await Task.Delay(Timeout.Infinite, stop);
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (SandboxStartException e)
        {
            await _error.WriteLineAsync("sandbox: " + e.Message);
            return Failed;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stopping.Cancel();
        }
    }

    private SandboxOptions Read(ParseResult parsed)
    {
        var options = new SandboxOptions
        {
            StateFolder = parsed.GetValue(_state) ?? StateFolderPaths.Default,
            Port = parsed.GetValue(_port),
            InMemory = parsed.GetValue(_inMemory),
            Reset = parsed.GetValue(_reset),
            RequestsPerMinute = parsed.GetValue(_requestsPerMinute),
            RequireToken = parsed.GetValue(_requireToken),
            Companies = parsed.GetValue(_companies),
            TokenLifetime = parsed.GetValue(_tokenLifetime) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Quirks = parsed.GetValue(_quirks),
            WithServiceId = parsed.GetValue(_withServiceId),
            RecordsPerTenant = parsed.GetValue(_recordsPerTenant),
            ContactsPerTenant = parsed.GetValue(_contactsPerTenant),
            TransactionsPerTenant = parsed.GetValue(_transactionsPerTenant),
            Proxy = parsed.GetValue(_proxy),
            WriteDiscovery = true,
            Faults = ReadFaults(parsed.GetValue(_faults)),
        };
        if (parsed.GetValue(_tenants) is { } tenants) options.Tenants = tenants;
        if (parsed.GetValue(_seed) is { } seed) options.Seed = seed;
        if (parsed.GetValue(_verbose)) options.Trace = line => _error.WriteLine(line);
        options.Services.Clear();
        foreach (string names in parsed.GetValue(_services) ?? [])
        {
            foreach (string name in names.Split(',',
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) options.Services.Add(name);
        }

        foreach (string origin in parsed.GetValue(_origin) ?? []) options.AllowedOrigins.Add(origin);
        foreach (string reading in parsed.GetValue(_reading) ?? [])
        {
            string[] parts = reading.Split('=', 2);
            if (parts.Length < 2) throw new SandboxStartException($"'{reading}' is not a reading. Write it as F3=old.");
            options.Readings[parts[0]] = parts[1];
        }

        return options;
    }

    private static string? ReadFaults(string? path)
    {
        try
        {
            return path is null ? null : File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SandboxStartException($"The fault plan '{path}' cannot be read: {Hosting.StateFolder.FirstLine(e)}", e);
        }
    }
}
