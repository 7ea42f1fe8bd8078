namespace FastTrackFpx.AppDirect.Tests.Binding;

/// <summary>
/// Every record piped into every reading cmdlet: Binding/Chains.txt lists what each chain asks for, and was read line by line. A chain that is not in the list is
/// an error for the user.
/// </summary>
[Trait("Category", "Slow")]
public sealed class BindingMatrixTests(ModuleSession module) : IClassFixture<ModuleSession>
{
    private static readonly string[] WithoutSet = ["Connect-AppDirectService", "Disconnect-AppDirectService", "Test-AppDirectConnection", "Invoke-AppDirectRequest", "Save-AppDirectReport"];

    [Fact]
    public void Each_chain_means_one_operation()
    {
        string expected = File.ReadAllText(Path.Combine(Files.Repository, "tests/FastTrackFpx.AppDirect.Tests/Binding/Chains.txt")).ReplaceLineEndings("\n");
        string actual = Describe();
        if (expected != actual) File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "Chains.actual.txt"), actual);
        Assert.Equal(expected, actual);
    }

    /// <summary>What belongs to a record can be read by piping it: where the last id of a set is the record's own, and the record has the others.</summary>
    [Fact]
    public void Every_record_leads_to_what_belongs_to_it()
    {
        string[] chains = [.. File.ReadLines(Path.Combine(Files.Repository, "tests/FastTrackFpx.AppDirect.Tests/Binding/Chains.txt")).Select(line => line.Split(" -> ")[0])];
        var missing = new List<string>();
        foreach (Type cmdlet in ModuleSession.Cmdlets.Where(cmdlet => ModuleSession.NameOf(cmdlet) is var name && name.Split('-')[0] is "Get" or "Test" && !WithoutSet.Contains(name)))
        {
            ILookup<string, PropertyInfo> mandatory = cmdlet.GetProperties().SelectMany(property => property.GetCustomAttributes<ParameterAttribute>().Where(use => use.Mandatory && property.Name != "InputObject").Select(use => (use.ParameterSetName, property)))
                .ToLookup(one => one.ParameterSetName, one => one.property);
            string[][] sets =
            [
                .. mandatory.Where(set => set.Key != ParameterAttribute.AllParameterSets || mandatory.Count == 1).Select(set => set.Concat(set.Key == ParameterAttribute.AllParameterSets ? [] : mandatory[ParameterAttribute.AllParameterSets]).ToArray())
                    .Where(set => set.All(parameter => parameter.PropertyType == typeof(string[]))).Select(set => set.Select(parameter => parameter.Name).ToArray()),
            ];
            foreach (AppDirectRecord record in Outputs())
            {
                string chain = $"{record.GetType().Name} | {ModuleSession.NameOf(cmdlet)}";
                bool isExpected = sets.Any(set => set.All(id => record.GetType().GetProperty(id) is not null) && OwnIds(record.GetType()).All(set.Contains));
                if (isExpected && !chains.Contains(chain)) missing.Add(chain);
            }
        }

        Assert.True(missing.Count == 0, string.Join("\n", missing));
    }

    // A membership is a user in a company.
    private static string[] OwnIds(Type record)
    {
        string noun = record.Name["AppDirect".Length..];
        if (noun.StartsWith("Reseller", StringComparison.Ordinal)) noun = noun["Reseller".Length..];
        return noun == "Membership" ? ["CompanyId", "UserId"] : record.GetProperty(noun + "Number") is not null && noun is "Invoice" or "Payment" ? [noun + "Number"] : [noun + "Id"];
    }

    private string Describe()
    {
        var text = new StringBuilder();
        AppDirectRecord[] records = [.. Outputs()];
        Type[] cmdlets = [.. ModuleSession.Cmdlets.Where(cmdlet => ModuleSession.NameOf(cmdlet) is var name && name.Split('-')[0] is "Get" or "Test" && !WithoutSet.Contains(name) && TakesInput(cmdlet))];
        foreach (AppDirectRecord record in records)
        {
            foreach (Type cmdlet in cmdlets)
            {
                string name = ModuleSession.NameOf(cmdlet);
                // What no parameter takes by name is not asked for: PowerShell would only say so, slowly.
                if (!MayBind(cmdlet, record.GetType())) continue;
                module.Service.Forget();
                module.Session.Pipe(new[] { record }, name);
                string[] sent = [.. module.Service.Requests.Select(request => Description.Cmdlets[request.Operation!.Id].Set).Distinct()];
                Assert.True(sent.Length <= 1, $"{record.GetType().Name} | {name}: {string.Join(", ", sent)}");
                if (sent.Length == 1) text.Append($"{record.GetType().Name} | {name} -> {sent[0]}\n");
            }
        }

        return text.ToString();
    }

    private static IEnumerable<AppDirectRecord> Outputs() => Description.Cmdlets.Where(pair => pair.Value.Cmdlet.StartsWith("Get-", StringComparison.Ordinal)).Select(pair => pair.Value.Output).Distinct()
        .Where(output => output.StartsWith("AppDirect", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Filled);

    private static bool TakesInput(Type cmdlet) => cmdlet.GetProperties().SelectMany(property => property.GetCustomAttributes<ParameterAttribute>()).Any(parameter => parameter.ValueFromPipeline || parameter.ValueFromPipelineByPropertyName);

    private static bool MayBind(Type cmdlet, Type record) => cmdlet.GetProperties().Any(property => property.GetCustomAttributes<ParameterAttribute>().Any(parameter =>
        (parameter.ValueFromPipeline && (property.PropertyType.IsAssignableFrom(record) || property.PropertyType == typeof(PSObject)))
        || (parameter.ValueFromPipelineByPropertyName && (property.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? []).Append(property.Name).Any(name => record.GetProperty(name) is not null))));

    private static AppDirectRecord Filled(string name)
    {
        Type type = typeof(AppDirectRecord).Assembly.GetType("FastTrackFpx." + name, throwOnError: true)!;
        var record = (AppDirectRecord)Activator.CreateInstance(type)!;
        foreach (PropertyInfo property in type.GetProperties().Where(property => property.CanWrite && property.PropertyType == typeof(string))) property.SetValue(record, property.Name);
        return record;
    }
}
