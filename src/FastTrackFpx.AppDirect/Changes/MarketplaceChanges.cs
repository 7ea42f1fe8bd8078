using System.Globalization;
using System.Text.Json.Nodes;
using FastTrackFpx.AppDirect.Records;
using FastTrackFpx.AppDirect.Requests;
using FastTrackFpx.Rest.Changes;
using FastTrackFpx.Rest.Content;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.AppDirect.Changes;

/// <summary>The writes of a connection to a marketplace.</summary>
internal sealed class MarketplaceWrites : ServiceWrites
{
    internal MarketplaceWrites(RestClient client, AppDirectConnection connection, PendingWrites pending, WriteContext context)
        : base(client, pending, context)
    {
        Changes = new MarketplaceChanges(client, connection);
        Planners = [Changes];
    }

    internal MarketplaceChanges Changes { get; }
}

/// <summary>Plans writes, reads back what became of them, and plans their undo: by the table of operations, for all in the same way.</summary>
internal sealed class MarketplaceChanges(RestClient client, AppDirectConnection connection) : IChangePlanner
{
    // What a replacing request leaves out: the service sets it.
    private static readonly string[] SetByService =
    [
        "links", "href", "_embedded", "uuid", "createdOn", "creationDate", "lastModified", "lastModificationDate", "maxUsers", "assignedUsers",
    ];

    private static readonly string[] OtherIds = ["uuid", "id", "opportunityId"];

    /// <inheritdoc/>
    public PlannedChange? Recreate(JournalEntry entry) =>
        MarketplaceWrite.From(entry) is { } write ? Plan(write, new ChangeDescription("repeat the request", "repeat the request"), entry) : null;

    /// <summary>Plans a write.</summary>
    /// <param name="write">The write.</param>
    /// <param name="description">What the prompt shows.</param>
    /// <param name="recorded">Its entry, if the journal has it already.</param>
    /// <param name="warnings">What the user is told before it is sent.</param>
    internal PlannedChange<ResponseRows> Plan(
        MarketplaceWrite write, ChangeDescription description, JournalEntry? recorded = null, IReadOnlyList<string>? warnings = null)
    {
        WriteOperation operation = write.Operation;
        JournalEntry entry = recorded ?? write.ToEntry(description.Log);
        bool wasSent = false;
        return new PlannedChange<ResponseRows>
        {
            Entry = entry,
            Description = description,
            Warnings = warnings ?? [],
            Request = () => write.Compose(),
            IsIdempotent = operation.Lost is LostResponse.Repeat or LostResponse.Key,
            MaxSendings = operation.Lost == LostResponse.Key ? ChangeRunner.MaxSendings : 2,
            CheckAsync = operation.Find is { Created: null } find ? end => RememberAsync(find, write, entry, end) : null,
            SendAsync = (mark, end) =>
            {
                bool isRepeated = wasSent;
                wasSent = true;
                return SendAsync(write, mark, isRepeated, end);
            },
            ReadBackAsync = (known, end) => ReadBackAsync(write, entry, known, end),
            ClaimOf = static other => other.Target(MarketplaceWrite.NewId),
            Record = (made, rows) =>
            {
                if (IdOf(operation, rows) is { } id) made.SetTarget(MarketplaceWrite.NewId, id);
            },
            PlanUndoAsync = (force, end) => PlanUndoAsync(write, entry, force, end),
        };
    }

    /// <summary>The record that a path shows.</summary>
    /// <exception cref="ServiceException">It does not exist, or it may not be read.</exception>
    internal Task<JsonNode?> GetAsync(MarketplaceWrite write, string path, CancellationToken cancellationToken) =>
        connection.SendAsync(client, Get(write, path), Parse, cancellationToken);

    /// <summary>The record that a path shows; null if it does not exist.</summary>
    /// <param name="write">The write that changes it.</param>
    /// <param name="path">The path.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <param name="isWhole">True if a record that is still being created does not count.</param>
    internal async Task<JsonNode?> ReadAsync(MarketplaceWrite write, string path, CancellationToken cancellationToken, bool isWhole = false)
    {
        try
        {
            return await connection
                .SendAsync(client, Get(write, path), response => isWhole && response.StatusCode == 206 ? null : Parse(response), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (ServiceException missing) when (missing.StatusCode == 404)
        {
            return null;
        }
        catch (ServiceException missing) when (missing.StatusCode == 401)
        {
            // Single records also respond with 401 if they do not exist. Credentials that have ended are the other reason.
            await connection.CheckCredentialsAsync(client, cancellationToken).ConfigureAwait(false);
            return null;
        }
    }

    // Leads are read as someone, on behalf of a company: as the write was sent.
    private static RestRequest Get(MarketplaceWrite write, string path) =>
        new("GET", path) { Query = path.StartsWith("/api/lead/", StringComparison.Ordinal) ? View(write) : [] };

    private static IReadOnlyList<KeyValuePair<string, string>> View(MarketplaceWrite write) =>
        [.. write.Query.Where(static pair => pair.Key is "context" or "companyId")];

    /// <summary>What a write costs, in words.</summary>
    internal async Task<string> PriceAsync(MarketplaceWrite write, CancellationToken cancellationToken)
    {
        KeyValuePair<string, string> preview = write.Operation.Preview!.Value;
        var request = new RestRequest(preview.Key, write.Expand(preview.Value)!) { IsRead = true };
        if (write.Body is { } body && preview.Key != "GET") request.Body = RequestBody.Bytes(body);
        try
        {
            JsonNode? shown = await client.SendAsync(request, Parse, cancellationToken).ConfigureAwait(false);
            JsonNode? order = (shown as JsonObject)?["order"] ?? shown;
            string? price = RequestBody.At(order, "totalPrice")?.ToString();
            if (!decimal.TryParse(price, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal total))
                return "the marketplace does not show the price";
            string?[] parts = [total.ToString("N2", CultureInfo.InvariantCulture), RequestBody.At(order, "currency")?.ToString()];
            string text = string.Join(" ", parts.OfType<string>());
            return RequestBody.At(order, "frequency")?.ToString() is { } frequency ? $"price {text} ({frequency.ToLowerInvariant()})" : $"price {text}";
        }
        catch (ServiceException refused)
        {
            return $"the marketplace does not preview it: {(refused.ServiceMessage ?? refused.Message).TrimEnd('.')}";
        }
    }

    /// <summary>Waits until the record shows that a write was done which the service has only accepted, or until there is a record that it creates.</summary>
    /// <exception cref="RestException">The time is over.</exception>
    internal async Task<ResponseRows> WaitAsync(
        MarketplaceWrite write, ResponseRows accepted, Func<ReadOnlyMemory<byte>, ResponseRows>? finished, TimeSpan limit,
        CancellationToken cancellationToken)
    {
        WriteOperation operation = write.Operation;
        string? path = operation.NewPath is { } place
            ? IdOf(operation, accepted) is { } id ? place.Replace($"{{{MarketplaceWrite.NewId}}}", ReadPlan.Escape("InputObject", id)) : null
            : operation.RecordPath is { } record ? write.Expand(record) : null;
        if (path is null) return accepted;
        DateTimeOffset end = client.TimeProvider.GetUtcNow() + limit;
        for (TimeSpan pause = TimeSpan.FromSeconds(1); ; pause = TimeSpan.FromSeconds(Math.Min(pause.TotalSeconds * 2, 15)))
        {
            JsonNode? now = await ReadAsync(write, path, cancellationToken, isWhole: true).ConfigureAwait(false);
            if (operation.Method == "DELETE" && now is null) return accepted;
            if (now is not null && operation.Expected.All(value => RequestBody.At(now, value.Key)?.ToString() == value.Value))
                return operation.Method == "DELETE" ? accepted : (finished ?? write.Rows)(RequestBody.Bytes(now));
            TimeSpan left = end - client.TimeProvider.GetUtcNow();
            if (left <= TimeSpan.Zero)
            {
                string state = operation.NewPath is not null
                    ? $"{path.Split('/').Last()} does not exist yet"
                    : string.Join(", ", operation.Expected.Select(value => $"{value.Key} is {BodyField.Text(RequestBody.At(now, value.Key))}"));
                throw new RestException(
                    ErrorCode.OperationTimeout,
                    $"AppDirect has accepted the request, and {write.Words} is not done after {limit.TotalSeconds:0} seconds: {state}.",
                    "Read it later, or wait longer with -TimeoutSec. Do not send the request again.");
            }

            await Pause.ForAsync(left < pause ? left : pause, client.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    internal static bool IsSetByService(string path) => SetByService.Contains(path.Split('.')[0]);

    /// <summary>A record as a replacing request sends it.</summary>
    internal static JsonObject ToBody(JsonNode? record)
    {
        JsonObject body = RequestBody.Copy(record) as JsonObject ?? [];
        foreach (string name in SetByService) body.Remove(name);
        return body;
    }

    private static JsonNode? Parse(RestResponse response) =>
        response.Body.Length == 0 ? null : JsonBody.ReadBytes(response, static body => JsonNode.Parse(body.Span));

    private async Task<ResponseRows> SendAsync(MarketplaceWrite write, SendMark mark, bool isRepeated, CancellationToken cancellationToken)
    {
        await connection.WaitForAsync(write.Operation.Bucket, cancellationToken).ConfigureAwait(false);
        try
        {
            return await (write.HasOtherForm
                ? connection.Quirks.TryBothAsync(write.Operation.Id, static refused => refused.StatusCode is 400 or 415, SendOneAsync)
                : SendOneAsync(isOther: false)).ConfigureAwait(false);
        }
        catch (ServiceException known) when (isRepeated && IsDoneAlready(write.Operation, known))
        {
            // The request whose response was lost was carried out.
            if (known.StatusCode == 401) await connection.CheckCredentialsAsync(client, cancellationToken).ConfigureAwait(false);
            return new ResponseRows();
        }

        Task<ResponseRows> SendOneAsync(bool isOther)
        {
            RestRequest request = write.Compose(isOther);
            request.Mark = mark;
            return connection.SendAsync(client, request, response =>
            {
                ResponseRows rows = response.Body.Length == 0 ? new ResponseRows() : JsonBody.ReadBytes(response, write.Rows);
                rows.Location = response.Location;
                return rows;
            }, cancellationToken);
        }
    }

    private static bool IsDoneAlready(WriteOperation operation, ServiceException error) => operation.Lost == LostResponse.Key
        ? error.StatusCode is 400 or 409 or 422 && new[] { error.ServiceMessage, error.DependencyErrorCode }.Any(static text =>
            text?.IndexOf("duplicate", StringComparison.OrdinalIgnoreCase) >= 0 || text?.IndexOf("idempoten", StringComparison.OrdinalIgnoreCase) >= 0)
        : operation.Method == "DELETE" && error.StatusCode is 404 or 401;

    private async Task<ReadBack<ResponseRows>> ReadBackAsync(
        MarketplaceWrite write, JournalEntry entry, ReadBackContext known, CancellationToken cancellationToken)
    {
        WriteOperation operation = write.Operation;
        if (operation.Find is { } find)
        {
            try
            {
                return await FindAsync(find, write, entry, known, cancellationToken).ConfigureAwait(false);
            }
            catch (ServiceException refused) when (refused.StatusCode is 401 or 403)
            {
                return ReadBack<ResponseRows>.Ambiguous(Hidden(find));
            }
        }

        if (operation.RecordPath is null || write.Expand(operation.RecordPath) is not { } path)
            return known.MayRepeat ? ReadBack<ResponseRows>.Unchanged() : ReadBack<ResponseRows>.Ambiguous(Unseen(write));
        JsonNode? now = await ReadAsync(write, path, cancellationToken).ConfigureAwait(false);
        bool isExpected = operation.Expected.Length > 0 && operation.Expected.All(value => RequestBody.At(now, value.Key)?.ToString() == value.Value);
        if (operation.Method == "DELETE")
            return now is null || isExpected ? ReadBack<ResponseRows>.Found(new ResponseRows()) : ReadBack<ResponseRows>.Unchanged();
        if (now is null)
            return operation.Method == "POST" ? ReadBack<ResponseRows>.Unchanged() : ReadBack<ResponseRows>.Different("The record no longer exists.");
        if (operation.Expected.Length > 0)
        {
            bool wasExpected = operation.Expected.All(value => RequestBody.At(write.Before, value.Key)?.ToString() == value.Value);
            return !isExpected ? ReadBack<ResponseRows>.Unchanged()
                : wasExpected || write.Before is null ? ReadBack<ResponseRows>.Ambiguous("It is not known whether the record was like this before.")
                : Found(write, now);
        }

        // The address of the record is all that was sent.
        if (operation.Method == "PUT" && write.Body is null && write.File is null) return Found(write, now);
        // Some of what is sent is never shown.
        BodyField[] shown = [.. RecordValues.Leaves(write.Element).Where(leaf => RecordValues.Has(now, leaf.Path))];
        IReadOnlyList<BodyField> changed = RecordValues.Changed(write.Element, write.Before);
        BodyField[] telling = [.. shown.Where(leaf => changed.Any(change => change.Path == leaf.Path))];
        if (telling.Length == 0 && (changed.Count > 0 || shown.Length == 0))
        {
            return known.MayRepeat
                ? ReadBack<ResponseRows>.Unchanged()
                : ReadBack<ResponseRows>.Ambiguous("The record does not show the values that were sent.");
        }

        ReadBack<ResponseRows> back = Normalized.ReadBack(
            write.Rows(RequestBody.Bytes(now)),
            isExact => telling.All(leaf => RecordValues.Holds(RequestBody.At(now, leaf.Path), leaf.Value, isExact)),
            isExact => write.Before is null
                || telling.All(leaf => RecordValues.Holds(RequestBody.At(now, leaf.Path), RequestBody.At(write.Before, leaf.Path), isExact)),
            () => RecordValues.Describe(telling, now));
        return back;
    }

    private static ReadBack<ResponseRows> Found(MarketplaceWrite write, JsonNode record) => ReadBack<ResponseRows>.Found(write.Rows(RequestBody.Bytes(record)));

    private static string Hidden(FindPlan find)
    {
        string others = find.Roles.Length == 0
            ? "with others"
            : $"as a user with the role {string.Join(" or ", find.Roles)} "
                + $"(Connect-AppDirectService -UserCredential ... -Scope {AppDirectConnection.UsualRole(find.Roles)})";
        return $"These credentials may not read {ListOf(find)}, which would show it. Connect {others} and run Resolve-FpxChange, "
            + "or look in the marketplace before you create it again.";
    }

    private static string ListOf(FindPlan find) => "the list " + find.List.Substring("/api/".Length).Split('{')[0].TrimEnd('/');

    private static string Unseen(MarketplaceWrite write) => write.Operation.Lost switch
    {
        LostResponse.Mail => "AppDirect sends a mail, and nothing that can be read shows whether it did. Ask the recipient before you send it again.",
        LostResponse.Key => "Nothing that can be read shows it. A request with the same key changes nothing if the first one was carried out: "
            + $"send it again with -IdempotencyKey {write.Value("idempotencyKey")}.",
        _ => "Nothing that can be read shows whether it was.",
    };

    /// <summary>Remembers which equal records exist before a create, if the list does not show when its records were created.</summary>
    private async Task RememberAsync(FindPlan find, MarketplaceWrite write, JournalEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            List<(JsonNode Record, string Id)> equal = await ListAsync(find, write, cancellationToken).ConfigureAwait(false);
            entry.Before = JsonSerializer.SerializeToElement([.. equal.Select(static one => one.Id)], IdJson.Default.StringArray);
        }
        catch (ServiceException)
        {
            // Who may create may not be allowed to list. A lost response is not settled then.
            entry.Before = null;
        }
    }

    private async Task<ReadBack<ResponseRows>> FindAsync(
        FindPlan find, MarketplaceWrite write, JournalEntry entry, ReadBackContext known, CancellationToken cancellationToken)
    {
        List<(JsonNode Record, string Id)> equal = await ListAsync(find, write, cancellationToken).ConfigureAwait(false);
        if (find.Created is { } created)
        {
            if (find.Same.Length > 0 && !find.Same.Any(same => write.Value(same.Key) is not null))
                return ReadBack<ResponseRows>.Ambiguous("The request had no name or key to search for.");
            IEnumerable<Candidate<JsonNode>> candidates = equal.Select(one =>
                new Candidate<JsonNode>(one.Record, EpochTime.Read(RequestBody.At(one.Record, created)?.ToString()), one.Id));
            ReadBack<JsonNode> match = CreateMatch.Find(candidates, known);
            return match.Finding switch
            {
                ReadBackFinding.Found => Found(write, match.Value),
                ReadBackFinding.Unchanged => ReadBack<ResponseRows>.Unchanged(),
                _ => ReadBack<ResponseRows>.Ambiguous(match.Explanation!),
            };
        }

        if (entry.Before is not { ValueKind: JsonValueKind.Array } before)
            return ReadBack<ResponseRows>.Ambiguous("It is not known which records like it existed before.");
        HashSet<string> existed =
        [
            .. before.EnumerateArray().Select(static id => id.GetString()!),
            .. known.Others.Select(static other => other.Claim).OfType<string>(),
        ];
        List<(JsonNode Record, string Id)> fresh = equal.FindAll(one => !existed.Contains(one.Id));
        int others = known.Others.Count(other => other.Fingerprint == known.Sent.Fingerprint && other.Claim is null);
        return fresh.Count == 0 ? ReadBack<ResponseRows>.Unchanged()
            : fresh.Count == 1 && others == 0 ? Found(write, fresh[0].Record)
            : ReadBack<ResponseRows>.Ambiguous(
                $"{fresh.Count} records like it were created since, and {others + 1} equal writes may have created them: they cannot be distinguished.");
    }

    /// <summary>The records that have the natural key of a create.</summary>
    private async Task<List<(JsonNode Record, string Id)>> ListAsync(FindPlan find, MarketplaceWrite write, CancellationToken cancellationToken)
    {
        var found = new List<(JsonNode, string)>();
        if (write.Expand(find.List) is not { } path) return found;
        ReadPlan plan = ReadPlan.Of<PlainRow>("GET", path, []);
        if (find.Style is { } style) plan.Paged(style);
        plan.Query =
        [
            .. find.Filter
                .Select(pair => (pair.Key, Value: pair.Key == "context" ? ContextFor(find, write.Value(pair.Value)) : write.Value(pair.Value)))
                .Where(static pair => !string.IsNullOrEmpty(pair.Value))
                .Select(static pair => new KeyValuePair<string, string>(pair.Key, pair.Value!)),
        ];
        var reading = new PageReading(plan.Targets().Single(), SendPageAsync);
        while (!reading.HasEnded)
        {
            foreach (AppDirectRecord row in await reading.NextAsync(cancellationToken).ConfigureAwait(false))
            {
                JsonNode record = RequestBody.NodeOf(row)!;
                if (RequestBody.At(record, find.Id)?.ToString() is { } id && find.Same.All(same => IsEqual(write, same, record))) found.Add((record, id));
            }
        }

        return found;

        async Task<ResponseRows> SendPageAsync(ReadTarget target, IReadOnlyList<KeyValuePair<string, string>> page, CancellationToken end)
        {
            try
            {
                return await connection.SendAsync(client, target.Request(page), response => JsonBody.ReadBytes(response, body =>
                {
                    ResponseRows rows = target.Plan.Rows(body);
                    if (target.Plan.Style is not null) rows.Fingerprint(body.Span);
                    return rows;
                }), end).ConfigureAwait(false);
            }
            catch (ServiceException missing) when (missing.StatusCode is 404 or 401 && find.Same.Length == 0)
            {
                // The one record that would show it does not exist.
                if (missing.StatusCode == 401) await connection.CheckCredentialsAsync(client, end).ConfigureAwait(false);
                return new ResponseRows();
            }
        }
    }

    /// <summary>Whose view of the list to take: as the create did, unless other credentials read it.</summary>
    private string? ContextFor(FindPlan find, string? given)
    {
        string[] roles = [.. find.Roles.Where(role => connection.Scope?.Split(' ').Contains(role) == true)];
        if (given is not null && (roles.Length == 0 || roles.Contains("ROLE_" + given))) return given;
        return connection.Context ?? roles.FirstOrDefault()?.Substring("ROLE_".Length) ?? given;
    }

    private static bool IsEqual(MarketplaceWrite write, KeyValuePair<string, string> same, JsonNode record) =>
        RequestBody.At(write.Element, same.Key) is not { } sent
        || !RecordValues.Has(record, same.Value)
        || RecordValues.Holds(RequestBody.At(record, same.Value), sent, isExact: false);

    /// <summary>The id of what was created: in the record, or at the end of its address.</summary>
    private static string? IdOf(WriteOperation operation, ResponseRows rows)
    {
        if (operation.Method != "POST" || operation.Lost is LostResponse.State or LostResponse.Repeat) return null;
        string? address = rows.Location?.AbsolutePath.TrimEnd('/').Split('/').Last();
        if (rows.Records.Count != 1) return rows.Records.Count == 0 && !string.IsNullOrEmpty(address) ? Uri.UnescapeDataString(address!) : null;
        JsonNode? record = RequestBody.NodeOf(rows.Records[0]);
        string[] paths = operation.Find is { } find ? [find.Id, .. OtherIds] : OtherIds;
        return paths.Select(path => RequestBody.At(record, path)?.ToString()).FirstOrDefault(static id => id is not null);
    }

    private async Task<PlannedChange> PlanUndoAsync(MarketplaceWrite write, JournalEntry entry, bool force, CancellationToken cancellationToken)
    {
        WriteOperation operation = write.Operation;
        if (operation.Lost == LostResponse.Money)
            throw Cannot("The change moved money or placed an order. Another request cannot undo that.", operation.Instead ?? "Correct it in the marketplace.");
        if (operation.Lost == LostResponse.Mail) throw Cannot("The change sent a mail, which cannot be undone.", operation.Instead ?? "Leave it out.");
        if (operation.UndoneBy is { } opposite)
            return await PlanOppositeAsync(write, entry, WriteOperations.Find(opposite)!, force, cancellationToken).ConfigureAwait(false);
        if (operation.SetsValues && write.Element is JsonObject && operation.RecordPath is not null)
            return await PlanRestoreAsync(write, entry, force, cancellationToken).ConfigureAwait(false);
        throw Cannot(
            operation.Method == "DELETE" ? "What was removed cannot be restored: AppDirect keeps no copy of it." : "AppDirect has no operation that undoes it.",
            operation.Instead ?? (operation.Method == "DELETE" ? "Create it again." : "Leave it out."));

        static RestException Cannot(string why, string action) => Undo.Cannot(why, action);
    }

    /// <summary>Removes what was created, or sends the opposite request.</summary>
    private async Task<PlannedChange> PlanOppositeAsync(
        MarketplaceWrite write, JournalEntry entry, WriteOperation opposite, bool force, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string>> ids = [];
        List<KeyValuePair<string, string>> query = opposite.Template.StartsWith("/api/lead/", StringComparison.Ordinal) ? [.. View(write)] : [];
        foreach (string name in opposite.Template.Split('{').Skip(1).Select(static part => part.Split('}')[0]))
            ids.Add(new(name, write.Value(name) ?? await CreatedIdAsync(write, entry, cancellationToken).ConfigureAwait(false)));
        if (write.Operation.UndoQuery is { } parameter) query.Add(new(parameter, await CreatedIdAsync(write, entry, cancellationToken).ConfigureAwait(false)));
        bool isPair = opposite.Method == "POST" && write.Operation.Method == "POST";
        var undo = new MarketplaceWrite { Operation = opposite, Ids = ids, Query = query, Body = isPair ? write.Body : null };
        string? path = opposite.RecordPath ?? (opposite.Find is { Same.Length: 0 } find ? find.List : null);
        if (path is not null && undo.Expand(path) is { } address)
        {
            JsonNode? now = await ReadAsync(undo, address, cancellationToken).ConfigureAwait(false);
            if (now is null == (opposite.Method == "DELETE")) return Undo.Nothing(entry, undo.Words);
            BodyField[] shown = opposite.Method != "DELETE" ? [] : [.. RecordValues.Leaves(write.Element).Where(leaf => RecordValues.Has(now, leaf.Path))];
            if (!force && shown.Any(leaf => !RecordValues.Holds(RequestBody.At(now, leaf.Path), leaf.Value, isExact: false)))
                throw Undo.Conflict(undo.Words, RecordValues.Describe(shown, now));
        }

        IEnumerable<string> asked = query.Where(pair => pair.Key == write.Operation.UndoQuery).Select(static pair => $" ({pair.Value})");
        string words = $"{opposite.Cmdlet.Split('-')[0].ToLowerInvariant()} {undo.Words}{string.Concat(asked)}";
        return Plan(undo, new ChangeDescription(words, words));
    }

    /// <summary>Sets the former values again.</summary>
    private async Task<PlannedChange> PlanRestoreAsync(MarketplaceWrite write, JournalEntry entry, bool force, CancellationToken cancellationToken)
    {
        WriteOperation operation = write.Operation;
        if (write.Before is not JsonObject before || write.Expand(operation.RecordPath!) is not { } path)
            throw Undo.Cannot("The values before the change are not known.", "Set them again.");
        JsonNode now = await ReadAsync(write, path, cancellationToken).ConfigureAwait(false)
            ?? throw Undo.Cannot($"{write.Words} no longer exists.", "Leave it out.");
        IReadOnlyList<BodyField> changed = RecordValues.Changed(write.Element, before);
        BodyField[] known = [.. changed.Where(leaf => RecordValues.Has(now, leaf.Path) || RecordValues.Has(before, leaf.Path))];
        if (known.All(leaf => RecordValues.Holds(RequestBody.At(now, leaf.Path), RequestBody.At(before, leaf.Path), isExact: true)))
            return Undo.Nothing(entry, write.Words);
        if (!force && known.Any(leaf => !RecordValues.Holds(RequestBody.At(now, leaf.Path), leaf.Value, isExact: false)))
            throw Undo.Conflict(write.Words, RecordValues.Describe(known, now));
        BodyField[] former = [.. known.Select(leaf => leaf with { Value = RequestBody.At(before, leaf.Path) })];
        JsonObject body = operation.Method == "PATCH" ? [] : ToBody(now);
        foreach (BodyField field in former) RequestBody.Set(body, field);
        foreach (KeyValuePair<string, string> more in operation.Restore)
        {
            if (RequestBody.At(before, more.Value) is { } value) RequestBody.Set(body, new BodyField(more.Key, null, value, IsSecret: false));
        }

        string[] lost =
        [
            .. changed.Select(static leaf => leaf.Path)
                .Except(known.Select(static leaf => leaf.Path))
                .Except(operation.Restore.Select(static more => more.Key)),
        ];
        var undo = new MarketplaceWrite { Operation = operation, Ids = write.Ids, Query = write.Query, Body = body, Before = now };
        string words = $"{operation.Cmdlet.Split('-')[0].ToLowerInvariant()} {write.Words}";
        IEnumerable<string> values = former.Select(leaf => $"{leaf.Path} {BodyField.Text(RequestBody.At(now, leaf.Path))} -> {BodyField.Text(leaf.Value)}");
        var description = new ChangeDescription(
            $"{words}: {string.Join(", ", values)}", $"{words}: {string.Join(", ", former.Select(static leaf => leaf.Path))}");
        string[] warnings = lost.Length == 0 ? [] : [$"{string.Join(", ", lost)} cannot be restored: AppDirect does not show the former value."];
        return Plan(undo, description, null, warnings);
    }

    /// <summary>The id of what a write created: from its response, or of the record that is found.</summary>
    private async Task<string> CreatedIdAsync(MarketplaceWrite write, JournalEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Target(MarketplaceWrite.NewId) is { } id) return id;
        string why = "the response did not have it, and no list shows it";
        if (write.Operation.Find is { } find)
        {
            var known = new ReadBackContext
            {
                Sent = new SentCreate(entry.Kind, entry.Fingerprint, entry.Time, entry.ClockSkew),
                Now = client.TimeProvider.GetUtcNow,
                ClockSkew = () => client.ClockSkew,
            };
            try
            {
                ReadBack<ResponseRows> back = await FindAsync(find, write, entry, known, cancellationToken).ConfigureAwait(false);
                if (back.Finding == ReadBackFinding.Found && IdOf(write.Operation, back.Value) is { } found) return found;
                why = $"the response did not have it, and in {ListOf(find)} "
                    + (back.Finding == ReadBackFinding.Unchanged ? "no such record is left" : $"it cannot be distinguished: {back.Explanation}");
            }
            catch (ServiceException refused) when (refused.StatusCode is 401 or 403)
            {
                why = $"the response did not have it, and these credentials may not read {ListOf(find)}";
            }
        }

        string noun = write.Operation.Cmdlet.Split('-')[1];
        throw Undo.Cannot($"The id of what was created is not known: {why.TrimEnd('.')}.", $"Find it with Get-{noun} and remove it with Remove-{noun}.");
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string[]))]
internal sealed partial class IdJson : System.Text.Json.Serialization.JsonSerializerContext;
