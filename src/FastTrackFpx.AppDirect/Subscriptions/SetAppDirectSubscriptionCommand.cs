namespace FastTrackFpx.AppDirect.Commands;

public sealed partial class SetAppDirectSubscriptionCommand
{
    // A piped subscription brings the ids of an order. Its status and external id are set without one, which costs nothing.
    private protected override string Choose(string set) => set == "Change" && !IsBound(nameof(Body)) && ChangeBody.Fields is { Count: > 0 } given && given.All(static field => field.Parameter is nameof(Status) or nameof(ExternalId)) ? "Update" : set;
}
