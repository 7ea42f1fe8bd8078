using System.Globalization;
using System.IO;
using System.Threading.Tasks;

namespace FastTrackFpx.Tour.Tests;

public class TourTests
{
    [Fact]
    public async Task The_whole_tour_goes_as_its_script_says()
    {
        using var paper = new StringWriter(CultureInfo.InvariantCulture);

        int outcome = await Program.TakeTourAsync(paper);

        string text = paper.ToString();
        Assert.True(outcome == 0, text);
        Assert.DoesNotContain("NOT AS EXPECTED", text, System.StringComparison.Ordinal);
        Assert.Contains("PS> Get-FpxTenant | Select-Object -First 5", text, System.StringComparison.Ordinal);
        Assert.Contains("Id: NotConnected,", text, System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_is_shown_as_a_person_would_type_it()
    {
        TourCommand command = new TourCommand("Get-FpxTenant").With("Name", "O'Hara Ltd").With("Basic").With("First", 3).Unseen("SandboxPath", "/tmp/x").With("Id", new[] { "a b", "c" });

        Assert.Equal("Get-FpxTenant -Name 'O''Hara Ltd' -Basic -First 3 -Id 'a b', c", command.ToString());
    }
}
