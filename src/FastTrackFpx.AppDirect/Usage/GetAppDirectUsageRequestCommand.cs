using FastTrackFpx.AppDirect.Requests;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.AppDirect.Commands;

public sealed partial class GetAppDirectUsageRequestCommand
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Waits until the service has processed the request.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    private protected override async Task<IReadOnlyList<AppDirectRecord>> CompleteAsync(
        RestClient client, IReadOnlyList<AppDirectRecord> records, CancellationToken cancellationToken)
    {
        while (Wait && records.OfType<AppDirectUsageRequest>().Any(IsOpen))
        {
            string[] ids = [.. records.OfType<AppDirectUsageRequest>().Select(request => request.UsageRequestId ?? UsageRequestId[0])];
#if NET
            await Task.Delay(Interval, client.TimeProvider, cancellationToken).ConfigureAwait(false);
#else
            await client.TimeProvider.Delay(Interval, cancellationToken).ConfigureAwait(false);
#endif
            var next = new List<AppDirectRecord>();
            ReadPlan plan = Get<AppDirectUsageRequest>("/api/integration/v2/billing/usage/requests/{UsageRequestId}", Id(ids, nameof(UsageRequestId)));
            foreach (ReadTarget target in plan.Targets())
                next.AddRange((await SendAsync(client, target, [], cancellationToken).ConfigureAwait(false)).Records);
            records = next;
        }

        return records;
    }

    // Every other status is final.
    private static bool IsOpen(AppDirectUsageRequest request) => new[] { "Processing", "Ready" }.Contains(request.Status, StringComparer.OrdinalIgnoreCase);
}
