using System.Globalization;
using System.Text;
using FastTrackFpx.Changes;
using FastTrackFpx.Connection;
using FastTrackFpx.Content;
using FastTrackFpx.Rest.Content;
using FastTrackFpx.Rest.Http;
using FastTrackFpx.Rest.Paging;

namespace FastTrackFpx.Notes;

/// <summary>Notes written. The API has no way to change or remove one.</summary>
public sealed class NoteWrites
{
    /// <summary>How far back to look, newest first: more notes than that are not written while one is on its way.</summary>
    private const int NotesToLookAt = 100;

    private readonly FpxCaller _caller;
    private readonly WriteRun _run;
    private readonly NotesEndpoint _reads;

    internal NoteWrites(FpxCaller caller, WriteRun run)
    {
        _caller = caller;
        _run = run;
        _reads = new NotesEndpoint(caller);
    }

    /// <summary>Writes a note. <c>POST tenants/{tenantId}/notes</c>.</summary>
    /// <param name="tenantId">The tenant the note is about.</param>
    /// <param name="category">The note's category.</param>
    /// <param name="text">The text, sent as it is; the rules are not judged here.</param>
    /// <param name="cancellationToken">Ends the call; the journal then says that the outcome is unknown.</param>
    /// <exception cref="RestException">It was refused, or nobody can tell whether it was written.</exception>
    public Task<WriteResult<FpxNote>> NewAsync(Guid tenantId, FpxLookup category, string text, CancellationToken cancellationToken)
    {
        if (category is null)
            throw new ArgumentNullException(nameof(category));

        var route = RouteOf(tenantId);
        var body = NoteBody.Write(text, category);
        var planned = new FpxNote { TenantId = tenantId, NoteCategory = category, Text = text };
        var change = new FpxChange
        {
            Kind = FpxChangeKind.NoteNew,
            TenantId = tenantId,
            Summary = $"Note '{NoteWords.Beginning(text)}' ({category}) is new",
            After = new FpxChangeState { Note = planned },
        };
        return _run.RunAsync(
            new Write<FpxNote>(change, end => SendAsync(route, body, tenantId, end))
            {
                Multiplies = true,
                Fingerprint = SentWrites.FingerprintOf(route, body),
                ReadBack = (sent, end) => LookForNewAsync(planned, sent, _caller.Session.Sent, end),
                Note = (change, written) =>
                {
                    _caller.Session.Sent.Claim(ClaimOf(written));
                    change.After = new FpxChangeState { Note = written };
                },
            },
            cancellationToken);
    }

    /// <summary>The request that <see cref="NewAsync"/> would send.</summary>
    /// <param name="tenantId">The tenant the note is about.</param>
    /// <param name="category">The note's category.</param>
    /// <param name="text">The text.</param>
    public WritePreview PreviewNew(Guid tenantId, FpxLookup category, string text) =>
        new(Request(RouteOf(tenantId), NoteBody.Write(text, category ?? throw new ArgumentNullException(nameof(category)))));

    /// <summary>Looks for a note that a request whose answer was lost may have written, and that no other request accounts for.</summary>
    internal async Task<ReadBack<FpxNote>> LookForNewAsync(FpxNote planned, DateTimeOffset sent, SentWrites others, CancellationToken cancellationToken)
    {
        var query = new NoteQuery { NoteCategoryId = planned.NoteCategory?.Id, OldestFirst = false };
        var notes = _reads.List(planned.TenantId, query, new ReadRange { First = NotesToLookAt });
        var equal = new List<FpxNote>();
        await foreach (var note in notes.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (NoteWords.SayTheSame(note.Text, planned.Text))
                equal.Add(note);
        }

        var earliest = _caller.EarliestTrace(sent);
        var ours = equal
            .Where(note => note.Created is null || note.Created >= earliest)
            .GroupBy(ClaimOf)
            .FirstOrDefault(group => group.Count() > others.TimesClaimed(group.Key));
        return ours is null ? ReadBack<FpxNote>.Absent() : ReadBack<FpxNote>.Found(ours.First());
    }

    /// <summary>Notes have no id; tenant, time and text stand for one.</summary>
    internal static string ClaimOf(FpxNote note) => SentWrites.FingerprintOf(
        $"note {note.TenantId:N} {note.Created?.UtcTicks.ToString(CultureInfo.InvariantCulture)}", NoteWords.Comparable(note.Text));

    private static string RouteOf(Guid tenantId) => $"tenants/{Routes.Segment(tenantId)}/notes";

    private RestRequest Request(string route, string body) =>
        new("POST", Routes.Path(_caller.Session.ApiVersion, route)) { Body = Encoding.UTF8.GetBytes(body), Observer = _caller.Observer };

    private Task<FpxNote> SendAsync(string route, string body, Guid tenantId, CancellationToken cancellationToken) =>
        _caller.Session.Service.SendAsync(
            Request(route, body),
            response =>
            {
                FpxNote note = FpxJson.Read<FpxNote>(response);
                if (note.TenantId == Guid.Empty) note.TenantId = tenantId;
                note.TenantName ??= _caller.Session.KnownTenants.Find(note.TenantId);
                return note;
            },
            cancellationToken);
}
