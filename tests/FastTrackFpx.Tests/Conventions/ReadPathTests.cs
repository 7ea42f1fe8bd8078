using FastTrackFpx.Tests.RealPowerShell;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;
using FieldAttributes = Mono.Cecil.FieldAttributes;
using MethodAttributes = Mono.Cecil.MethodAttributes;
using TypeAttributes = Mono.Cecil.TypeAttributes;

namespace FastTrackFpx.Tests.Conventions;

/// <summary>
/// How many of our types a reader goes through who follows one read of a connected session. A copy of the module notes each type that has a method that runs:
/// nested types count, closures and state machines count as the type they are written in.
/// </summary>
public sealed class ReadPathTests(ITestOutputHelper output)
{
    private static readonly string[] Assemblies = ["FastTrackFpx.Models.dll", "cmdlets/Core/FastTrackFpx.dll", "lib/net8.0/FastTrackFpx.Rest.dll"];

    [Theory]
    [InlineData("Get-FpxNote -TenantId $tenantId", 35)]
    [InlineData("$tenants | Get-FpxContact", 51)]
    public async Task A_read_goes_through_few_types(string read, int most)
    {
        using var ending = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using PracticeSandbox sandbox = await PracticeSandbox.StartAsync(new SandboxOptions { Tenants = 30 }, ending.Token);
        string module = Path.Combine(sandbox.Folder, "FastTrackFpx");
        Copy(StagedModule.Folder, module);
        Dictionary<string, string[]> types = Assemblies.ToDictionary(file => Path.GetFileName(file), file => Instrument(Path.Combine(StagedModule.Folder, file), Path.Combine(module, file)));

        string script = Path.Combine(StagedModule.RepositoryRoot, "tests", "FastTrackFpx.Tests", "Conventions", "ReadPath.ps1");
        ProgramResult ended = await PowerShellProgram.Core.RunFileAsync(script, ["-ModulePath", module, "-Read", read], sandbox.Variables, ending.Token);
        Assert.True(ended.ExitCode == 0, ended.ToString());

        string[] ran = [.. ended.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ')).Select(parts => types[parts[0]][int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)]).Order(StringComparer.Ordinal)];
        string list = string.Join(Environment.NewLine, ran.GroupBy(type => type[..type.LastIndexOf(' ')]).Select(folder => $"{folder.Count(),3} {folder.Key}: {string.Join(", ", folder.Select(type => type[(type.LastIndexOf(' ') + 1)..]))}"));
        output.WriteLine(list);
        Assert.NotEmpty(ran);
        Assert.True(ran.Length <= most, $"{ran.Length} types instead of {most}:{Environment.NewLine}{list}");
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    /// <summary>Writes an assembly whose methods each set the flag of their type in <c>RunTypes.Ran</c>, and returns the folders and names of the types.</summary>
    private static string[] Instrument(string from, string to)
    {
        using var module = ModuleDefinition.ReadModule(from, new ReaderParameters { ReadSymbols = true, InMemory = true });
        var flags = new FieldDefinition("Ran", FieldAttributes.Public | FieldAttributes.Static, new ArrayType(module.TypeSystem.Boolean));
        List<TypeDefinition> types = [];
        foreach (MethodDefinition method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody && IsWritten(Written(method.DeclaringType))).ToList())
        {
            TypeDefinition type = Written(method.DeclaringType);
            if (!types.Contains(type)) types.Add(type);
            ILProcessor code = method.Body.GetILProcessor();
            method.Body.SimplifyMacros();
            Instruction first = method.Body.Instructions[0];
            code.InsertBefore(first, code.Create(OpCodes.Ldsfld, flags));
            code.InsertBefore(first, code.Create(OpCodes.Ldc_I4, types.IndexOf(type)));
            code.InsertBefore(first, code.Create(OpCodes.Ldc_I4_1));
            code.InsertBefore(first, code.Create(OpCodes.Stelem_I1));
            method.Body.OptimizeMacros();
        }

        string[] names = [.. types.Select(type => $"{FolderOf(type)} {type.FullName[(type.FullName.LastIndexOf('.') + 1)..]}")];
        module.Types.Add(Holder(module, flags, types.Count));
        module.Write(to);
        return names;
    }

    private static TypeDefinition Holder(ModuleDefinition module, FieldDefinition flags, int count)
    {
        var holder = new TypeDefinition(string.Empty, "RunTypes", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed, module.TypeSystem.Object);
        holder.Fields.Add(flags);
        const MethodAttributes Initializer = MethodAttributes.Private | MethodAttributes.Static | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName | MethodAttributes.HideBySig;
        var begin = new MethodDefinition(".cctor", Initializer, module.TypeSystem.Void);
        ILProcessor code = begin.Body.GetILProcessor();
        code.Emit(OpCodes.Ldc_I4, count);
        code.Emit(OpCodes.Newarr, module.TypeSystem.Boolean);
        code.Emit(OpCodes.Stsfld, flags);
        code.Emit(OpCodes.Ret);
        holder.Methods.Add(begin);
        return holder;
    }

    /// <summary>The type that code is written in: names that no source can have are the compiler's.</summary>
    private static TypeDefinition Written(TypeDefinition type) => type.DeclaringType is { } outer && (type.Name.Contains('<') || Written(outer) != outer) ? Written(outer) : type;

    private static bool IsWritten(TypeDefinition type) => SourceOf(type) is not null;

    private static string FolderOf(TypeDefinition type)
    {
        string[] path = SourceOf(type)!.Split("/src/")[^1].Split('/');
        return $"{path[0]}/{path[1]}";
    }

    private static string? SourceOf(TypeDefinition type) => type.Methods.Concat(type.NestedTypes.SelectMany(nested => nested.Methods)).SelectMany(method => method.DebugInformation.SequencePoints)
        .Select(point => point.Document.Url.Replace('\\', '/')).FirstOrDefault(url => url.Contains("/src/", StringComparison.Ordinal) && !url.Contains("/obj/", StringComparison.Ordinal));
}
