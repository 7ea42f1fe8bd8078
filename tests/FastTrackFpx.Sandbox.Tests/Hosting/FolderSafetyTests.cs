namespace FastTrackFpx.Sandbox.Tests.Hosting;

public sealed class FolderSafetyTests : FolderTest
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    [Theory, InlineData(UnixFileMode.GroupWrite), InlineData(UnixFileMode.OtherWrite)]
    public async Task A_state_folder_that_others_can_write_to_is_rejected(UnixFileMode further)
    {
        if (OperatingSystem.IsWindows()) return; // Permissions come from the profile there.
        string state = Directory.CreateDirectory(Folder["state"]).FullName;
        File.SetUnixFileMode(state, Owner | further);
        Assert.Contains("chmod go-w", (await RejectedAsync(state)).Message);
    }

    [Fact]
    public async Task A_state_folder_that_is_a_link_is_rejected()
    {
        string state = Folder["state"];
        Directory.CreateSymbolicLink(state, Directory.CreateDirectory(Folder["elsewhere"]).FullName);
        Assert.Contains("is a link", (await RejectedAsync(state)).Message);
    }

    [Theory, InlineData("sandbox.db"), InlineData("sandbox.json"), InlineData("certificates"), InlineData("secrets")]
    public async Task A_link_in_the_state_folder_is_rejected(string name)
    {
        string state = Directory.CreateDirectory(Folder["state"]).FullName;
        string target = Directory.CreateDirectory(Folder["elsewhere"]).FullName;
        Directory.CreateSymbolicLink(Path.Combine(state, name), target);
        Assert.Contains("is a link", (await RejectedAsync(state)).Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(target));
    }

    [Fact]
    public void A_discovery_folder_that_others_can_write_to_is_rejected()
    {
        if (OperatingSystem.IsWindows()) return; // Permissions come from the profile there.
        string folder = Directory.CreateDirectory(Folder["open"]).FullName;
        File.SetUnixFileMode(folder, Owner | UnixFileMode.OtherWrite);
        Assert.Contains("chmod go-w", Assert.Throws<SandboxStartException>(() => Write("one", Path.Combine(folder, "sandbox.json"))).Message);
    }

    [Fact]
    public void A_sandbox_that_stops_leaves_the_discovery_file_of_another_alone()
    {
        string announced = Folder["sandbox.json"];
        DiscoveryFile first = Write("one", announced);
        DiscoveryFile second = Write("two", announced);
        Assert.Equal("two", NameIn(announced));
        first.Dispose();
        Assert.Equal("two", NameIn(announced));
        second.Dispose();
        Assert.False(File.Exists(announced));
    }

    [Fact]
    public void A_sandbox_that_stops_puts_back_the_discovery_file_of_one_that_still_runs()
    {
        string announced = Folder["sandbox.json"];
        using DiscoveryFile first = Write("one", announced);
        Write("two", announced).Dispose();
        Assert.Equal("one", NameIn(announced));
        Parallel.For(0, 40, i => Write($"n{i}", announced).Dispose());
        first.Dispose();
        // Whichever order they stopped in, no file of a sandbox that has stopped is left.
        Assert.False(File.Exists(announced));
    }

    private DiscoveryFile Write(string name, string announced)
    {
        var state = new StateFolderPaths(Folder[name]);
        Directory.CreateDirectory(state.Folder);
        return DiscoveryFile.Write(state, announced, json => json.WriteString("name", name));
    }

    private static string NameIn(string path) => JsonDocument.Parse(File.ReadAllBytes(path)).RootElement.Text("name");

    private static Task<SandboxStartException> RejectedAsync(string state) =>
        Assert.ThrowsAsync<SandboxStartException>(() => SandboxService.StartAsync(new SandboxOptions { StateFolder = state, Tenants = 1 }));
}
