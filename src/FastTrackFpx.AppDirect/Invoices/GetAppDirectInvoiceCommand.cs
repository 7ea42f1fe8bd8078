using FastTrackFpx.AppDirect.Requests;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.AppDirect.Commands;

public sealed partial class GetAppDirectInvoiceCommand
{
    /// <summary>Reads each invoice of a list with its lines, with one request each.</summary>
    [Parameter]
    public SwitchParameter Detail { get; set; }

    private protected override async Task<IReadOnlyList<AppDirectRecord>> CompleteAsync(
        RestClient client, IReadOnlyList<AppDirectRecord> records, CancellationToken cancellationToken)
    {
        IEnumerable<AppDirectInvoice> withoutLines = records.OfType<AppDirectInvoice>().Where(invoice => invoice.InvoiceLines is null);
        string[] numbers = [.. withoutLines.Select(invoice => invoice.InvoiceNumber).OfType<string>()];
        if (!Detail || numbers.Length < records.Count) return records;
        ReadTarget[] targets = [.. Get<AppDirectInvoice>("/api/billing/v1/invoices/{InvoiceNumber}", Id(numbers, nameof(InvoiceNumber))).Targets()];
        ResponseRows[] rows = await Task.WhenAll(targets.Select(target => SendAsync(client, target, [], cancellationToken))).ConfigureAwait(false);
        return [.. rows.SelectMany(one => one.Records)];
    }
}
