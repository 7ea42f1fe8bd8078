namespace FastTrackFpx.Rest.Changes;

/// <summary>What is known of a write. Only proof moves it out of <see cref="Unknown"/>.</summary>
internal enum ChangeOutcome
{
    /// <summary>Being sent: the process that sends it is still running.</summary>
    Pending,

    Done,

    Failed,

    /// <summary>The service may or may not have carried it out.</summary>
    Unknown,
}
