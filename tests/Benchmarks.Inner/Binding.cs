using System.Management.Automation;
using BenchmarkDotNet.Attributes;
using FastTrackFpx.Hosting;

namespace FastTrackFpx.Benchmarks.Inner;

/// <summary>What an object costs that comes down the pipeline: binding, conversion, and the base class's way through ProcessRecord. Makes no call.</summary>
public class Binding : IDisposable
{
    private const int Objects = 1000;

    private readonly PowerShellSession _session = PowerShellSession.OpenWithModule();
    private readonly object[] _ids = [.. Enumerable.Range(0, Objects).Select(_ => (object)Guid.NewGuid())];
    private readonly object[] _rows = [.. Enumerable.Range(0, Objects).Select(_ => (object)Row())];

    /// <summary>Ids by value.</summary>
    [Benchmark(OperationsPerInvoke = Objects)]
    public object ByValue() => _session.Run($"{_ids} | Measure-FpxPlan -Job Contact").Succeeded().Output[0]!;

    /// <summary>Rows of a file by property name, their ids as text.</summary>
    [Benchmark(OperationsPerInvoke = Objects)]
    public object ByPropertyName() => _session.Run($"{_rows} | Measure-FpxPlan -Job Contact").Succeeded().Output[0]!;

    /// <summary>Closes the session.</summary>
    public void Dispose()
    {
        _session.Dispose();
        GC.SuppressFinalize(this);
    }

    private static PSObject Row()
    {
        var row = new PSObject();
        row.Properties.Add(new PSNoteProperty("TenantId", Guid.NewGuid().ToString("D")));
        row.Properties.Add(new PSNoteProperty("Name", "Ada Example"));
        return row;
    }
}
