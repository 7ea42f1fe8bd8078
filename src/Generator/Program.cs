using FastTrackFpx.Generator;
using FastTrackFpx.Generator.Inputs;
using FastTrackFpx.Generator.Model;
using FastTrackFpx.Generator.Output;

// The build stages the module: the folder to write to, and the views and types of all services.
if (args is ["--merge", var staged, .. var files])
{
    using var merged = new OutputFolder(Directory.CreateDirectory(staged).FullName);
    ModuleFiles.Write(files, merged);
    return 0;
}

// Arguments: the folder of the descriptions, the folder to write to, and --require-texts if help must be complete.
if (args.Length < 2)
{
    Console.Error.WriteLine("usage: FastTrackFpx.Generator <docs/api> <output folder> [--require-texts], or --merge <output folder> <*.ps1xml>");
    return 2;
}

try
{
    string source = args[0];
    ApiDescription api = ApiDescription.Read(Path.Combine(source, "appdirect.openapi.json"));
    IReadOnlyList<NamingRow> rows = NamingTable.Read(Path.Combine(source, "appdirect.cmdlets.csv"));
    Shapes shapes = Shapes.Read(Path.Combine(source, "appdirect.shapes.json"));
    Texts texts = Texts.Read(Path.Combine(source, "appdirect.texts.json"));
    Module module = Module.Build(api, rows, shapes);
    var help = new HelpTexts(module, texts, args.Contains("--require-texts"));
    help.Check();
    using var folder = new OutputFolder(args[1]);
    HashSet<string?> editable = [.. module.Cmdlets.SelectMany(cmdlet => cmdlet.Sets).Where(set => set.TakesRecord).Select(set => set.Record)];
    HashSet<string> sent = module.SentRecords();
    foreach (RecordModel record in module.Records)
        folder.Write($"Records/{record.Name}.g.cs", RecordWriter.Write(record, editable.Contains(record.Name), sent.Contains(record.Name)));
    foreach (CmdletModel cmdlet in module.Cmdlets.Where(cmdlet => !cmdlet.IsHandwritten))
        folder.Write($"Commands/{cmdlet.ClassName}.g.cs", CmdletWriter.Write(cmdlet, help.Summary));
    folder.Write("Changes/WriteOperations.g.cs", WriteTable.Write(module));
    folder.Write("FastTrackFpx.AppDirect.Format.ps1xml", ViewWriter.Write(module));
    folder.Write("en-US/FastTrackFpx.AppDirect.dll-Help.xml", HelpWriter.Write(module, help));
    folder.Write("Operations.AppDirect.txt", OperationList.Write(module));
    return 0;
}
catch (GeneratorException wrong)
{
    // The form that MSBuild reads as an error.
    Console.Error.WriteLine($"Generator : error FPXGEN: {wrong.Message}");
    return 1;
}
