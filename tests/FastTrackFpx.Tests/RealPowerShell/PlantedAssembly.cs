using System.Reflection.Emit;

namespace FastTrackFpx.Tests.RealPowerShell;

/// <summary>An assembly that has another one's name, another version, and one type that tells it apart: what another module might bring.</summary>
internal static class PlantedAssembly
{
    /// <summary>Writes <c>name.dll</c> with one public type, <c>Planted</c>.</summary>
    public static void Write(string folder, string name, Version version)
    {
        var builder = new PersistedAssemblyBuilder(new AssemblyName(name) { Version = version }, typeof(object).Assembly);
        builder.DefineDynamicModule(name).DefineType(name + ".Planted", TypeAttributes.Public | TypeAttributes.Class).CreateType();
        Directory.CreateDirectory(folder);
        builder.Save(Path.Combine(folder, name + ".dll"));
    }
}
