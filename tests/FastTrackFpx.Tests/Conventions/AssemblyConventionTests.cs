namespace FastTrackFpx.Tests.Conventions;

/// <summary>What the cmdlet assembly must be like for its base class and its loading to hold.</summary>
public sealed class AssemblyConventionTests
{
    public static TheoryData<string> Cmdlets() => BuiltModule.Names();

    [Theory, MemberData(nameof(Cmdlets))]
    public void It_leaves_to_the_base_what_the_base_owns(string name)
    {
        string[] owned = ["BeginProcessing", "ProcessRecord", "EndProcessing", "StopProcessing"];
        IEnumerable<string> declared = BuiltModule.Cmdlet(name).Type
            .GetMethods(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Select(method => method.Name);
        Assert.Empty(declared.Intersect(owned));
    }

    [Theory, MemberData(nameof(Cmdlets))]
    public void A_lookup_that_it_takes_can_be_completed(string name) => Assert.All(
        BuiltModule.Cmdlet(name).Parameters.Where(parameter => parameter.Property.GetCustomAttributes().Any(attribute => attribute.GetType().Name == "LookupTransformationAttribute")),
        parameter => Assert.True(parameter.Has<ArgumentCompleterAttribute>() || parameter.Has<SupportsWildcardsAttribute>(), parameter.ToString()));

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
