namespace FastTrackFpx.Tests.Conventions;

/// <summary>The house rules of cmdlets. PSScriptAnalyzer sees scripts alone; these say the same of compiled cmdlets.</summary>
public sealed class CmdletConventionTests
{
    private static readonly HashSet<string> ChangingVerbs = ["Add", "Approve", "Clear", "Deny", "Disconnect", "Move", "New", "Remove", "Resolve", "Set", "Undo"];
    private static readonly HashSet<string> DestructiveVerbs = ["Deny", "Remove"];

    [Fact]
    public void A_noun_is_singular_and_begins_with_the_prefix() => BuiltModule.EachWithGenerated(cmdlet =>
    {
        string noun = cmdlet.Attribute.NounName;
        string service = cmdlet.Type.Assembly.GetName().Name!;
        Assert.StartsWith(service == "FastTrackFpx" ? "Fpx" : service["FastTrackFpx.".Length..], noun);
        Assert.False(IsPlural(noun), noun);
    });

    [Fact]
    public void A_verb_is_one_that_PowerShell_approves_of()
    {
        Type[] groups = [typeof(VerbsCommon), typeof(VerbsCommunications), typeof(VerbsData), typeof(VerbsDiagnostic), typeof(VerbsLifecycle), typeof(VerbsSecurity), typeof(VerbsOther)];
        string[] approved = [.. groups.SelectMany(group => group.GetFields()).Select(verb => verb.Name)];
        BuiltModule.EachWithGenerated(cmdlet => Assert.Contains(cmdlet.Attribute.VerbName, approved));
    }

    [Fact]
    public void It_is_sealed_called_after_its_verb_and_noun_and_says_what_it_puts_out() => BuiltModule.EachWithGenerated(cmdlet =>
    {
        Assert.True(cmdlet.Type.IsSealed);
        Assert.Equal($"{cmdlet.Attribute.VerbName}{cmdlet.Attribute.NounName}Command", cmdlet.Type.Name);
        Assert.NotEmpty(cmdlet.OutputTypes);
    });

    [Fact]
    public void One_that_changes_something_asks_ShouldProcess() => BuiltModule.EachWithGenerated(cmdlet =>
    {
        if (ChangingVerbs.Contains(cmdlet.Attribute.VerbName)) Assert.True(cmdlet.Attribute.SupportsShouldProcess);
        // What is removed is a part of an opportunity, which stays.
        bool isPart = cmdlet.Name is "Remove-AppDirectOpportunityDiscount" or "Remove-AppDirectOpportunityItem";
        if (DestructiveVerbs.Contains(cmdlet.Attribute.VerbName) && !isPart) Assert.Equal(ConfirmImpact.High, cmdlet.Attribute.ConfirmImpact);
        if (cmdlet.Attribute.VerbName is "Get" or "Test" or "Search") Assert.False(cmdlet.Attribute.SupportsShouldProcess);
    });

    [Fact]
    public void One_that_talks_to_the_service_takes_a_connection() => BuiltModule.EachWithGenerated(cmdlet =>
        Assert.Equal(!Regex.IsMatch(cmdlet.Name, "^(Connect-.*Service|Get-.*Connection|Get-FpxChange)$"), cmdlet.Parameters.Any(parameter => parameter.Name == "Connection")));

    [Fact]
    public void Secrets_are_never_plain_text_truth_values_are_switches_and_lookups_can_be_completed() => BuiltModule.EachWithGenerated(cmdlet =>
    {
        Assert.DoesNotContain(cmdlet.Parameters, parameter => parameter.Property.PropertyType == typeof(bool));
        Assert.All(
            cmdlet.Parameters.Where(parameter => Regex.IsMatch(parameter.Name, "Password|(Access|Session)Token$|Secret$|Base64$") && parameter.ValueType != typeof(bool) && parameter.ValueType != typeof(SwitchParameter)),
            parameter => Assert.Equal(typeof(SecureString), parameter.Property.PropertyType));
        Assert.All(
            cmdlet.Parameters.Where(parameter => parameter.Property.GetCustomAttributes().Any(attribute => attribute.GetType().Name == "LookupTransformationAttribute")),
            parameter => Assert.True(parameter.Has<ArgumentCompleterAttribute>() || parameter.Has<SupportsWildcardsAttribute>(), parameter.ToString()));
    });

    [Fact]
    public void At_most_one_parameter_of_a_set_takes_the_whole_pipeline_object() => BuiltModule.EachWithGenerated(cmdlet =>
    {
        IEnumerable<string> sets = cmdlet.Parameters.SelectMany(parameter => parameter.Sets).Where(attribute => attribute.ValueFromPipeline).Select(attribute => attribute.ParameterSetName);
        Assert.All(sets.GroupBy(set => set), group => Assert.Single(group));
    });

    [Fact]
    public void A_parameter_name_is_singular_and_in_Pascal_case() => BuiltModule.EachWithGenerated(cmdlet => Assert.All(cmdlet.Parameters, parameter =>
    {
        Assert.True(char.IsUpper(parameter.Name[0]), parameter.Name);
        // A number of users and the text of notes are one value.
        bool isOne = parameter.ValueType == typeof(string) || (parameter.ValueType.IsValueType && parameter.ValueType != typeof(SwitchParameter)) || parameter.ValueType.Name.StartsWith("AppDirect", StringComparison.Ordinal);
        Assert.False(IsPlural(parameter.Name) && !isOne && parameter.Name is not ("DirectSales" or "Sms" or "Canvas"), $"-{parameter.Name} is a plural");
    }));

    [Fact]
    public void Records_are_plain_enough_for_CSV_and_JSON() => Assert.All(
        BuiltModule.Records.GetExportedTypes().Where(type => type.IsClass && !type.IsAbstract && type.Name.StartsWith("Fpx") && !typeof(Exception).IsAssignableFrom(type)),
        type => Assert.All(type.GetProperties(), property => Assert.False(
            typeof(IDictionary).IsAssignableFrom(property.PropertyType) && property.PropertyType != typeof(Hashtable),
            $"{type.Name}.{property.Name}")));

    [Fact]
    public void It_leaves_to_the_base_what_the_base_owns() => BuiltModule.EachWithGenerated(cmdlet =>
    {
        string[] owned = ["BeginProcessing", "ProcessRecord", "EndProcessing", "StopProcessing"];
        IEnumerable<string> declared = cmdlet.Type.GetMethods(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly).Select(method => method.Name);
        Assert.Empty(declared.Intersect(owned));
    });

    [Fact]
    public void Every_error_id_has_a_category()
    {
        Assembly engine = BuiltModule.Cmdlets.GetType("FastTrackFpx.FpxConnection", throwOnError: true)!.BaseType!.Assembly;
        MethodInfo categoryOf = engine.GetType("FastTrackFpx.Rest.Commands.ErrorRecords", throwOnError: true)!
            .GetMethod("CategoryOf", BindingFlags.Static | BindingFlags.NonPublic)!;
        IEnumerable<string> ids = BuiltModule.Records.GetType("FastTrackFpx.FpxErrorCode", throwOnError: true)!.GetFields().Select(field => (string)field.GetRawConstantValue()!);
        Assert.DoesNotContain(ids, id => (ErrorCategory)categoryOf.Invoke(null, [id])! == ErrorCategory.NotSpecified);
    }

    private static bool IsPlural(string name) => name.EndsWith('s') && !name.EndsWith("ss", StringComparison.Ordinal) && !name.EndsWith("us", StringComparison.Ordinal);
}
