using FastTrackFpx.Sandbox.Faults;
using FastTrackFpx.Sandbox.Fpx;
using FastTrackFpx.Sandbox.Storage;

namespace FastTrackFpx.Sandbox.Tests.Http;

public sealed class CoverageTests
{
    [Fact]
    public void The_service_has_exactly_the_documented_operations_in_their_versions()
    {
        var options = new SandboxOptions { Tenants = 0 };
        using SandboxDatabase database = SandboxDatabase.Open(null);
        DataOrigin origin = Schema.Open(database, options);
        Schema.Create(database, FpxService.Kind);
        var context = new ServiceContext(
            options, database, origin, new Readings(options.Readings), new FaultInjector(options.TimeProvider, null),
                new StateFolderPaths("unused"));
        var service = (FpxService)FpxService.Kind.Open(context);
        string[] served = [.. service.Routes.Operations.Select(o => $"{o.Method} {o.Pattern} {o.Versions}").Order(StringComparer.Ordinal)];
        string[] described = [.. Specification.Operations.Select(o => $"{o.Method} {o.Path} {VersionsOf(o.Path, o.Versions)}").Order(StringComparer.Ordinal)];
        Assert.Equal(42, described.Length);
        Assert.Equal(described, served);
    }

    [Fact]
    public void Readings_are_documented_and_have_unique_names_and_at_least_two_values()
    {
        Assert.Equal(Readings.All.Length, Readings.All.Select(point => point.Key).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(Readings.All, point => Assert.True(point.Choices.Distinct().Count() > 1 && point.Meaning.Length > 0));
        string guide = Specification.RepositoryFile("src/FastTrackFpx.Sandbox/README.md");
        Assert.All(Readings.All, point => Assert.Contains(
            $"| `{point.Key}` | {string.Join(", ", point.Choices.Select(choice => $"`{choice}`"))} | {point.Meaning} |", guide));
    }

    // What is marked with the newest version was there before as well, but for the address that replaces an older one.
    private static ApiVersions VersionsOf(string path, IEnumerable<string> marks)
    {
        if (path == "contacts/{contactId}") return ApiVersions.V12;
        return marks.Contains("v1.2") ? ApiVersions.All : ApiVersions.BeforeV12;
    }
}
