namespace FastTrackFpx.Store.Sync;

/// <summary>Who watches a sync.</summary>
internal interface ISyncObserver
{
    /// <summary>Changes that were committed.</summary>
    Task ChangedAsync(IReadOnlyList<FpxDataChange> changes);

    /// <summary>A tenant or a list could not be read.</summary>
    void Failed(RestException exception, object target);

    /// <summary>How many steps there are, and how many are done.</summary>
    void Progress(long done, long all, string part);
}
