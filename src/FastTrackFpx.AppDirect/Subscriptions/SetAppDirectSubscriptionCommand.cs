using FastTrackFpx.AppDirect.Changes;

namespace FastTrackFpx.AppDirect.Commands;

public sealed partial class SetAppDirectSubscriptionCommand
{
    // A piped subscription brings the ids of an order. Its status and external id are set without one, which costs nothing.
    private protected override string Choose(string set)
    {
        if (set != "Change" || IsBound(nameof(Body))) return set;
        string[] changed = [.. ChangeBody.Fields.Concat(Edited is { IsRead: true } edited ? RecordValues.Edits(edited) : []).Select(field => field.Path)];
        return changed.Length > 0 && changed.All(path => path is "status" or "externalId") ? "Update" : set;
    }
}
