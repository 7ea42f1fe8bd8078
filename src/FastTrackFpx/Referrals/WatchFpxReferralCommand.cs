namespace FastTrackFpx.Referrals;

/// <summary>Emits new and changed referrals while it runs, until Ctrl+C: reads <c>GET partnerReferrals</c> at an interval.</summary>
[Cmdlet(VerbsCommon.Watch, "FpxReferral"), OutputType(typeof(FpxReferral))]
public sealed class WatchFpxReferralCommand : ConnectedCmdlet
{
    private ReferralBookmark? _bookmark;

    /// <summary>
    /// The file that keeps which referrals were seen, as hashes. It is created if it does not exist. Without it, the referrals that exist when the command
    /// begins count as seen.
    /// </summary>
    [Parameter(Position = 0), WellFormedText]
    public string? BookmarkPath { get; set; }

    /// <summary>Seconds from the end of one reading to the next, 10 to 86,400. Default: 300.</summary>
    [Parameter, ValidateRange(10, 86_400), WholeNumber, ArgumentCompleter(typeof(NoValueCompleter))]
    public int IntervalSec { get; set; } = 300;

    /// <summary>Emits the referrals that exist at the first reading as well.</summary>
    [Parameter]
    public SwitchParameter IncludeExisting { get; set; }

    /// <summary>Reads once and ends, for a scheduled command. Requires <c>-BookmarkPath</c>.</summary>
    [Parameter]
    public SwitchParameter Once { get; set; }

    private protected override object? ErrorTarget => BookmarkPath;

    private protected override void Check()
    {
        if (Once && BookmarkPath is null)
            throw new InputException(ErrorCode.InvalidInput, "-Once requires -BookmarkPath: without it nothing is known of earlier readings.", nameof(Once),
                "Specify a file for the bookmark.");
        _bookmark = ReferralBookmark.Open(FullPath(BookmarkPath, nameof(BookmarkPath)), Chosen.BaseUri!);
    }

    // A bookmark that cannot be written would emit the same referrals again.
    private protected override bool EndsEverything(RestException exception) =>
        exception.ErrorCode == ErrorCode.FileNotWritable || base.EndsEverything(exception);

    private protected override async Task RunAsync(CmdletRun run, FpxClient client)
    {
        while (true)
        {
            try
            {
                await ReadAsync(run, client).ConfigureAwait(false);
            }
            catch (RestException failure) when (!Once && !EndsEverything(failure))
            {
                // The next reading finds what this one missed.
                run.Fail(failure, null);
            }

            if (Once) return;
            TimeSpan interval = TimeSpan.FromSeconds(IntervalSec);
            run.Progress.Waiting("next reading", interval);
            await Pause.ForAsync(interval, client.Rest.TimeProvider, run.Stopping).ConfigureAwait(false);
        }
    }

    private async Task ReadAsync(CmdletRun run, FpxClient client)
    {
        List<FpxReferral> referrals = await new ReferralsEndpoint(client).ReadAllAsync(run.Stopping).ConfigureAwait(false);
        bool isFirst = _bookmark!.IsNew;
        IReadOnlyList<(FpxReferral Referral, IReadOnlyList<string> Changed)> news = _bookmark.Advance(referrals);
        run.Verbose($"{referrals.Count} referrals, {news.Count} of them new or changed.");
        if (!isFirst || IncludeExisting)
        {
            foreach ((FpxReferral referral, IReadOnlyList<string> changed) in news) await run.WriteAsync(Describe(referral, changed)).ConfigureAwait(false);
        }

        // Only after the pipeline has taken all of them: a command that is stopped emits some again rather than none.
        await run.OnPipelineAsync(() => true).ConfigureAwait(false);
        _bookmark.Save();
    }

    private static PSObject Describe(FpxReferral referral, IReadOnlyList<string> changed)
    {
        PSObject described = PSObject.AsPSObject(referral);
        // Chooses the table that shows the change.
        described.TypeNames.Insert(0, typeof(FpxReferral).FullName + "#Watched");
        described.Properties.Add(new PSNoteProperty("Change", changed.Count == 0 ? FpxDataChangeKind.Added : FpxDataChangeKind.Changed));
        if (changed.Count > 0) described.Properties.Add(new PSNoteProperty("ChangedProperty", new FpxList<string>(changed)));
        return described;
    }
}
