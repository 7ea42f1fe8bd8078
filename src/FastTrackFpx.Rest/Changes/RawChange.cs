using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Rest.Changes;

/// <summary>Plans requests that have no cmdlet of their own: recorded like any other, and never repeated, since nothing is known to read back.</summary>
internal static class RawChange
{
    internal const string Kind = "Request";

    /// <summary>The journal keeps method and redacted path; a body of unknown meaning is not kept.</summary>
    internal static PlannedChange<RawResponse> Plan(RestClient client, Func<RestRequest> compose)
    {
        var first = compose();
        var path = Redacted.Path(client.Options.Service, first);
        var body = first.Body is { Length: > 0 } bytes ? $" with a body of {bytes.Length.ToString("N0", CultureInfo.InvariantCulture)} bytes" : string.Empty;
        var words = $"send {first.Method} {path} to {client.BaseUri.Host}{body}";
        return new PlannedChange<RawResponse>
        {
            Entry = new JournalEntry { Kind = Kind, Summary = $"{first.Method} {path}" },
            Description = new ChangeDescription(words, words),
            Request = () => first,
            SendAsync = (mark, end) =>
            {
                var sent = compose();
                sent.Mark = mark;
                return client.SendAsync(sent, RawResponse.Read, end);
            },
        };
    }
}
