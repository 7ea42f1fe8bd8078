using System.Reflection;
using FastTrackFpx.EngineHost;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("FastTrackFpx.Tests.Engine.EngineTestFramework", "FastTrackFpx.Tests")]

namespace FastTrackFpx.Tests.Engine;

/// <summary>
/// The first of this assembly that the runner touches: the engine is loaded before any test class is looked at, and the run says which it is.
/// </summary>
public sealed class EngineTestFramework : XunitTestFramework
{
    public EngineTestFramework(IMessageSink messageSink) : base(messageSink)
    {
        EngineHost.Engine.Load();
    }

    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName)
    {
        EngineChoice engine = EngineHost.Engine.Current;
        DiagnosticMessageSink.OnMessage(new DiagnosticMessage(engine.ToString()));
        return base.CreateExecutor(assemblyName);
    }
}
