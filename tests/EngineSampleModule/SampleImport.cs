using System;
using System.IO;
using System.Management.Automation;
using System.Reflection;
using EngineSampleParts;

namespace EngineSampleModule;

/// <summary>Makes the private part of the module findable; without it, the cmdlet below cannot even be described.</summary>
public sealed class SampleImport : IModuleAssemblyInitializer
{
    private const string PartsName = "EngineSampleParts";

    public void OnImport() => AppDomain.CurrentDomain.AssemblyResolve += Resolve;

    private static Assembly? Resolve(object? sender, ResolveEventArgs wanted) => new AssemblyName(wanted.Name).Name == PartsName
        ? Assembly.LoadFrom(Path.Combine(Path.GetDirectoryName(typeof(SampleImport).Assembly.Location)!, "parts", PartsName + ".dll"))
        : null;
}

[Cmdlet(VerbsCommon.Get, "SamplePart")]
[OutputType(typeof(SamplePart))]
public sealed class GetSamplePartCommand : PSCmdlet
{
    [Parameter(Position = 0)]
    public SamplePart? Part { get; set; }

    protected override void ProcessRecord() => WriteObject(Part);
}
