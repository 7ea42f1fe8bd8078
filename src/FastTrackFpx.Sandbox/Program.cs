using System.Text;
using FastTrackFpx.Sandbox.CommandLine;

Console.OutputEncoding = new UTF8Encoding(false);
return await new SandboxCommand(TextWriter.Synchronized(Console.Out), TextWriter.Synchronized(Console.Error)).RunAsync(args);
