using System.Collections.Frozen;
using FastTrackFpx.Sandbox.AppDirect.Description;

namespace FastTrackFpx.Sandbox.AppDirect.Operations;

/// <summary>The handler of each operation: written for it, or the plain one of its kind.</summary>
internal static class Handlers
{
    private static readonly FrozenDictionary<string, CallHandler> Written = new[]
    {
        Companies.Handlers, Memberships.Handlers, Invitations.Handlers, MyApps.Handlers, Assignments.Handlers, Subscriptions.Handlers, Billing.Handlers,
        PaymentMethods.Handlers, Usage.Handlers, Opportunities.Handlers, OpportunityItems.Handlers, Quotes.Handlers, Leads.Handlers,
        Segments.Handlers, Reports.Handlers, Catalog.Handlers, Notifications.Handlers, Synchronization.Handlers, Webhooks.Handlers,
    }.SelectMany(handlers => handlers).ToFrozenDictionary();

    public static CallHandler Of(ApiOperation operation) => Written.GetValueOrDefault(operation.Id) ?? PlainOperations.Of(operation);

    /// <summary>Handlers of operations that the document does not have. None, unless an id is misspelt.</summary>
    public static IEnumerable<string> Unknown => Written.Keys.Except(ApiDocument.Instance.Operations.Select(operation => operation.Id));
}
