namespace FastTrackFpx.Client.Tests.Http;

public sealed class FilePermitsTests : IDisposable
{
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(100);
    private readonly TemporaryFolder _folder = new();
    private readonly TestClock _clock = new(DateTimeOffset.UtcNow);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Budgets_of_one_service_keep_to_one_limit_and_others_have_their_own()
    {
        FilePermits one = Budget(), two = Budget();
        for (int i = 0; i < 3; i++) one.TryTake(5)!.Complete();
        Assert.Equal(2, two.PermitsLeft(5));
        Assert.NotNull(two.TryTake(5));
        Assert.NotNull(one.TryTake(5));
        Assert.Null(one.TryTake(5));
        Assert.NotNull(Budget("another").TryTake(5));
    }

    [Fact]
    public void A_place_comes_back_sixty_seconds_after_the_answer()
    {
        Permit place = Budget().TryTake(1)!;
        _clock.Advance(TimeSpan.FromSeconds(90));
        place.Complete();
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Null(Budget().TryTake(1));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.NotNull(Budget().TryTake(1));
    }

    [Fact]
    public void A_place_that_nobody_gives_back_is_free_when_its_call_must_be_over()
    {
        Assert.NotNull(Budget().TryTake(1));
        _clock.Advance(LongestCall + TimeSpan.FromSeconds(60));
        Assert.Null(Budget().TryTake(1));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.NotNull(Budget().TryTake(1));
    }

    [Fact]
    public void A_clock_that_is_set_back_blocks_for_no_longer_than_a_new_call_would()
    {
        Budget().TryTake(1)!.Complete();
        var earlier = new TestClock(_clock.Now - TimeSpan.FromHours(5));
        Assert.InRange(Budget(time: earlier).ExpectedWait(1), TimeSpan.FromSeconds(59), TimeSpan.FromSeconds(61));
    }

    [Fact]
    public async Task Waiting_ends_with_a_place_or_with_the_callers_patience()
    {
        FilePermits budget = Budget();
        budget.TryTake(1)!.Complete();
        var process = new MemoryPermits(_clock);
        using var stop = new CancellationTokenSource();
        Task impatient = process.AcquireAsync(1, budget, stop.Token);
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);

        Task patient = process.AcquireAsync(1, budget, CancellationToken.None);
        while (!patient.IsCompleted)
        {
            Task armed = _clock.UntilSomebodyWaitsAsync(TimeSpan.FromMinutes(2));
            if (await Task.WhenAny(armed, patient) == armed) _clock.AdvanceToNextTimer();
        }

        await patient;
    }

    [Theory, InlineData(7), InlineData(400), InlineData(4_000_000)]
    public void A_damaged_file_lets_nobody_go_until_what_it_may_have_held_is_over(int length)
    {
        FilePermits budget = Budget();
        Assert.NotNull(budget.TryTake(600));
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        File.WriteAllBytes(FileOf(), bytes);
        Assert.Null(budget.TryTake(600));
        Assert.NotNull(budget.WaitCause);
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.NotNull(budget.TryTake(600));
        Assert.Null(budget.WaitCause);
    }

    [Fact]
    public void A_file_that_was_removed_or_emptied_begins_anew()
    {
        FilePermits budget = Budget();
        Assert.NotNull(budget.TryTake(1));
        File.WriteAllBytes(FileOf(), []);
        Assert.NotNull(budget.TryTake(1));
        Assert.Null(budget.TryTake(1));
        File.Delete(FileOf());
        Assert.NotNull(budget.TryTake(1));
    }

    [Fact]
    public void The_file_is_its_users_alone_and_says_nothing_of_anybody()
    {
        if (OperatingSystem.IsWindows()) return;
        Assert.NotNull(Budget("https://one.example").TryTake(1));
        string file = FileOf(), elsewhere = Path.Combine(_folder.Path, "elsewhere");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.Path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.DoesNotContain("one.example", file);

        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite);
        Refuses("': it may be written by other users.", () => Budget("https://one.example").TryTake(2));
        File.Move(file, elsewhere);
        File.CreateSymbolicLink(file, elsewhere);
        Refuses("': it is a link.", () => Budget("https://one.example").TryTake(2));
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_111_111);
        Refuses("': it may be written by other users.", () => Budget());
    }

    [Fact]
    public void A_file_or_folder_that_cannot_be_opened_is_an_error_of_its_own_and_shows_no_place()
    {
        FilePermits budget = Budget();
        Assert.NotNull(budget.TryTake(1));
        string file = FileOf();
        File.Delete(file);
        Directory.CreateDirectory(file);
        Assert.Contains("-RateLimitScope Process", Refuses(".", () => budget.TryTake(600)).RecommendedAction);
        Assert.Equal(0, budget.PermitsLeft(600));
        string below = Path.Combine(_folder.Path, "file");
        File.WriteAllText(below, "not a folder");
        Refuses(".", () => new FilePermits(Path.Combine(below, "folder"), "x", _clock, LongestCall));
    }

    private static RestException Refuses(string end, Func<object?> work)
    {
        var refused = Assert.Throws<RestException>(work);
        Assert.Equal(FpxErrorCode.RateLimitUnavailable, refused.ErrorCode);
        Assert.EndsWith(end, refused.Message);
        return refused;
    }

    [Fact]
    public void All_wait_when_the_service_has_told_one_to_or_others_are_ahead()
    {
        Assert.Equal(TimeSpan.FromMilliseconds(60_001), Budget().ExpectedWait(1, ahead: 1));
        Budget().Hold(TimeSpan.FromSeconds(7));
        Assert.Equal(TimeSpan.FromSeconds(7), Budget().ExpectedWait(600));
        Assert.Null(Budget().TryTake(600));
        _clock.Advance(TimeSpan.FromSeconds(7));
        Assert.NotNull(Budget().TryTake(600));
    }

    private string FileOf() => Directory.GetFiles(_folder.Path, "*.permits").Single();

    private FilePermits Budget(string service = "one", TimeProvider? time = null) => new(_folder.Path, service, time ?? _clock, LongestCall);
}
