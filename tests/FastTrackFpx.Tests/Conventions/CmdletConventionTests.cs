namespace FastTrackFpx.Tests.Conventions;

/// <summary>The house rules of cmdlets. PSScriptAnalyzer sees scripts alone; these say the same of compiled cmdlets.</summary>
public sealed class CmdletConventionTests
{
    private static readonly HashSet<string> ChangingVerbs = ["Add", "Approve", "Clear", "Deny", "Disconnect", "Move", "New", "Remove", "Resolve", "Set", "Undo"];
    private static readonly HashSet<string> DestructiveVerbs = ["Deny", "Remove"];

    [Fact]
    public void A_noun_is_singular_and_begins_with_the_prefix() => BuiltModule.Each(name =>
    {
        string noun = BuiltModule.Cmdlet(name).Attribute.NounName;
        string service = BuiltModule.Cmdlet(name).Type.Assembly.GetName().Name!;
        Assert.StartsWith(service == "FastTrackFpx" ? "Fpx" : service["FastTrackFpx.".Length..], noun);
        Assert.False(noun.EndsWith('s') && !noun.EndsWith("ss") && !noun.EndsWith("us"), noun);
    });

    [Fact]
    public void A_verb_is_one_that_PowerShell_approves_of() => BuiltModule.Each(name =>
    {
        Type[] groups = [typeof(VerbsCommon), typeof(VerbsCommunications), typeof(VerbsData), typeof(VerbsDiagnostic), typeof(VerbsLifecycle), typeof(VerbsSecurity), typeof(VerbsOther)];
        IEnumerable<string> approved = groups.SelectMany(group => group.GetFields()).Select(verb => verb.Name);
        Assert.Contains(BuiltModule.Cmdlet(name).Attribute.VerbName, approved);
    });

    [Fact]
    public void It_says_what_it_puts_out() => BuiltModule.Each(name => Assert.NotEmpty(BuiltModule.Cmdlet(name).OutputTypes));

    [Fact]
    public void It_is_sealed_and_called_after_its_verb_and_noun() => BuiltModule.Each(name =>
    {
        CmdletType cmdlet = BuiltModule.Cmdlet(name);
        Assert.True(cmdlet.Type.IsSealed);
        Assert.Equal($"{cmdlet.Attribute.VerbName}{cmdlet.Attribute.NounName}Command", cmdlet.Type.Name);
    });

    [Fact]
    public void One_that_changes_something_asks_ShouldProcess() => BuiltModule.Each(name =>
    {
        CmdletType cmdlet = BuiltModule.Cmdlet(name);
        if (ChangingVerbs.Contains(cmdlet.Attribute.VerbName)) Assert.True(cmdlet.Attribute.SupportsShouldProcess);
        if (DestructiveVerbs.Contains(cmdlet.Attribute.VerbName)) Assert.Equal(ConfirmImpact.High, cmdlet.Attribute.ConfirmImpact);
        if (cmdlet.Attribute.VerbName is "Get" or "Test") Assert.False(cmdlet.Attribute.SupportsShouldProcess);
    });

    [Fact]
    public void One_that_talks_to_the_service_takes_a_connection() => BuiltModule.Each(name =>
    {
        bool isLocal = Regex.IsMatch(name, "^(Connect-.*Service|Get-.*Connection|Get-FpxChange)$");
        Assert.Equal(!isLocal, BuiltModule.Cmdlet(name).Parameters.Any(parameter => parameter.Name == "Connection"));
    });

    [Fact]
    public void Secrets_are_never_plain_text_truth_values_are_switches_and_lookups_can_be_completed()
    {
        BuiltModule.Each(name =>
            Assert.DoesNotContain(BuiltModule.Cmdlet(name).Parameters, parameter => parameter.Property.PropertyType == typeof(bool)));
        BuiltModule.Each(name => Assert.All(
            BuiltModule.Cmdlet(name).Parameters.Where(parameter => parameter.ValueType != typeof(bool) && parameter.Property.PropertyType != typeof(SwitchParameter)).Where(parameter => parameter.Name.Contains("Password") || parameter.Name.EndsWith("Token", StringComparison.Ordinal) || parameter.Name.EndsWith("Base64", StringComparison.Ordinal)),
            parameter => Assert.Equal(typeof(SecureString), parameter.Property.PropertyType)));
        BuiltModule.Each(name => Assert.All(
            BuiltModule.Cmdlet(name).Parameters.Where(parameter => parameter.Property.GetCustomAttributes().Any(attribute => attribute.GetType().Name == "LookupTransformationAttribute")),
            parameter => Assert.True(parameter.Has<ArgumentCompleterAttribute>() || parameter.Has<SupportsWildcardsAttribute>(), parameter.ToString())));
    }

    [Fact]
    public void At_most_one_parameter_of_a_set_takes_the_whole_pipeline_object() => BuiltModule.Each(name =>
    {
        IEnumerable<string> sets = BuiltModule.Cmdlet(name).Parameters
            .SelectMany(parameter => parameter.Sets).Where(attribute => attribute.ValueFromPipeline).Select(attribute => attribute.ParameterSetName);
        Assert.All(sets.GroupBy(set => set), group => Assert.Single(group));
    });

    [Fact]
    public void A_parameter_name_is_singular_and_in_Pascal_case() => BuiltModule.Each(name =>
    {
        string[] plural = ["RequestsPerMinute", "LatencyMs", "NumberOfUsers", "EstimatedNumberOfUsers"];
        Assert.All(BuiltModule.Cmdlet(name).Parameters.Select(parameter => parameter.Name).Except(plural), parameter =>
        {
            Assert.True(char.IsUpper(parameter[0]), parameter);
            bool collective = parameter.EndsWith("ss") || parameter.EndsWith("us") || parameter is "Notes" or "Canvas";
            Assert.False(parameter.EndsWith('s') && !collective, $"-{parameter} is a plural");
        });
    });

    [Fact]
    public void Records_are_plain_enough_for_CSV_and_JSON() => Assert.All(
        BuiltModule.Records.GetExportedTypes().Where(type => type.IsClass && !type.IsAbstract && type.Name.StartsWith("Fpx") && !typeof(Exception).IsAssignableFrom(type)),
        type => Assert.All(type.GetProperties(), property => Assert.False(
            typeof(IDictionary).IsAssignableFrom(property.PropertyType) && property.PropertyType != typeof(Hashtable),
            $"{type.Name}.{property.Name}")));

    [Fact]
    public void It_leaves_to_the_base_what_the_base_owns() => BuiltModule.Each(name =>
    {
        string[] owned = ["BeginProcessing", "ProcessRecord", "EndProcessing", "StopProcessing"];
        IEnumerable<string> declared = BuiltModule.Cmdlet(name).Type
            .GetMethods(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly).Select(method => method.Name);
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
}
