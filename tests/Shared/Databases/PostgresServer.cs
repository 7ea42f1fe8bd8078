using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using Npgsql;

namespace FastTrackFpx.Tests.Shared;

/// <summary>A PostgreSQL server from the programs of this machine, in a folder of its own.</summary>
public sealed partial class PostgresServer
{
    private const string Account = "postgres";
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "fpx-postgres-" + Guid.NewGuid().ToString("N"));
    private Process? _process;
    private int _port;
    private int _databases;

    /// <summary>The folder of the server's programs; null if it is not installed.</summary>
    internal static string? Programs { get; } = FindPrograms();

    public async Task InitializeAsync()
    {
        if (Programs is null) return;
        Directory.CreateDirectory(_folder);
        // The server refuses to run as root.
        if (Environment.UserName == "root") await RunAsync("chown", Account, _folder);
        await RunAsync([.. AsAccount(), Path.Combine(Programs, "initdb"), "-D", _folder, "-U", "fpx", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]);
        _port = ClosedPort.FindFree();
        string[] start =
        [
            .. AsAccount(), Path.Combine(Programs, "postgres"), "-D", _folder, "-p", _port.ToString(CultureInfo.InvariantCulture),
            "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off",
        ];
        _process = Process.Start(new ProcessStartInfo(start[0], start[1..]) { RedirectStandardError = true })!;
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            if (!line.Contains("ready to accept connections", StringComparison.Ordinal)) continue;
            // Read on, or the server would wait for somebody to read its log.
            _ = _process.StandardError.ReadToEndAsync();
            return;
        }

        throw new InvalidOperationException("PostgreSQL ended before it was ready.");
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The connection string of a new database.</summary>
    internal string CreateDatabase()
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"fpx{++_databases}");
        Rows(ConnectionString("postgres"), $"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    internal string ConnectionString(string database) => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Database={database};Username=fpx");

    /// <summary>The rows of a query as texts, each with its columns separated by a bar.</summary>
    internal static IReadOnlyList<string> Rows(string connectionString, string sql)
    {
        using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        using NpgsqlDataReader reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(index => reader.IsDBNull(index) ? string.Empty : Convert.ToString(reader.GetValue(index), CultureInfo.InvariantCulture))));
        return rows;
    }

    private static string[] AsAccount() => Environment.UserName == "root" ? ["setpriv", "--reuid=" + Account, "--regid=" + Account, "--init-groups"] : [];

    private static async Task RunAsync(params string[] command)
    {
        using Process process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{command[^1]}: {errors}{await output}");
    }

    private static string? FindPrograms()
    {
        if (OperatingSystem.IsWindows()) return null;
        IEnumerable<string> folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator);
        // Debian keeps the server's programs out of the path.
        if (Directory.Exists("/usr/lib/postgresql")) folders = Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin")).Concat(folders);
        return folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }
}
