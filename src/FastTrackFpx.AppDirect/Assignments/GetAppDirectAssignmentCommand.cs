using System.Globalization;
using FastTrackFpx.AppDirect.Requests;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.AppDirect.Commands;

public sealed partial class GetAppDirectAssignmentCommand
{
    /// <summary>The document does not name the header that carries the number.</summary>
    private static readonly string[] CountHeaders = ["X-Total-Count", "Total-Count", "X-Total-Elements", "totalElements", "Count"];

    private protected override async Task<bool> TryRunAsync(CmdletRun run, string set)
    {
        if (set != "Count") return false;
        RestClient client = Chosen.RestFor(run);
        foreach (ReadTarget target in Plan(set).Targets())
        {
            try
            {
                await run.WriteAsync(await CountAsync(client, target, run.Stopping).ConfigureAwait(false)).ConfigureAwait(false);
            }
            catch (RestException failure)
            {
                run.Fail(failure, target.Shown);
            }
        }

        return true;
    }

    private async Task<long> CountAsync(RestClient client, ReadTarget target, CancellationToken cancellationToken)
    {
        long? stated = await client.SendAsync(target.Request([]), CountOf, cancellationToken).ConfigureAwait(false);
        if (stated is { } count) return count;
        ReadTarget list = Get<AppDirectAssignment>("/api/account/v2/subscriptions/{SubscriptionId}/assignments", Id(SubscriptionId)).Targets()
            .First(one => one.Ids[0].Value == target.Ids[0].Value);
        ResponseRows rows = await SendAsync(client, list, [new("size", "1")], cancellationToken).ConfigureAwait(false);
        return rows.Page.TotalElements ?? rows.Records.Count;
    }

    private static long? CountOf(RestResponse response)
    {
        foreach (string name in CountHeaders)
        {
            if (long.TryParse(response.Header(name), NumberStyles.None, CultureInfo.InvariantCulture, out long count)) return count;
        }

        return null;
    }
}
