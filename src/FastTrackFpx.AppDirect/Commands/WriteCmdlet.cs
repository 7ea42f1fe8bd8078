using System.Collections;
using System.Text;
using System.Text.Json.Nodes;
using FastTrackFpx.AppDirect.Requests;
using FastTrackFpx.Rest.Changes;
using FastTrackFpx.Rest.Content;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.AppDirect.Commands;

/// <summary>
/// A cmdlet that changes something: it reads the record as far as the service shows it, confirms old and new values, records the change in the journal,
/// sends it once, and reads the record back if the response is lost.
/// </summary>
public abstract class WriteCmdlet : AppDirectCmdlet
{
    // What a replacing request leaves out: the service sets it.
    private static readonly string[] SetByService = ["links", "href", "_embedded", "uuid", "createdOn", "creationDate", "lastModified", "lastModificationDate"];

    // Ids that are themselves personal or secret.
    private static readonly string[] SecretIds = ["Email", "InvitationToken", "ActivationToken"];

    private protected WriteCmdlet()
    {
    }

    /// <summary>Further query parameters by their names in the API. They replace those that the other parameters would send.</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public IDictionary? Query { get; set; }

    private protected sealed override bool IsWrite => true;

    /// <summary>What the parameters of a set change.</summary>
    private protected abstract WritePlan Plan(string set);

    /// <summary>The record to send in place of the one that the service holds; null if none was passed.</summary>
    private protected virtual AppDirectRecord? Edited => null;

    /// <summary>The body that was passed as a whole; null if none was.</summary>
    private protected virtual object? WholeBody => null;

    /// <summary>Names of parameters whose properties become null.</summary>
    private protected virtual string[]? Cleared => null;

    /// <summary>True if the changed record is written.</summary>
    private protected virtual bool HasOutput => true;

    private protected QueryBuilder Filters => NewQuery();

    private protected RequestBody NewBody => new(IsBound);

    private protected static WritePlan Send<T>(string method, string template, params KeyValuePair<string, string[]>[] ids)
        where T : AppDirectRecord, new() => new(ReadPlan.Of<T>(method, template, ids), method);

    private protected sealed override async Task RunAsync(CmdletRun run)
    {
        WritePlan plan = Plan(ParameterSetName);
        plan.Request.Query = WithOwn(plan.Request.Query, Query);
        plan.Body?.Clear(Cleared);
        string? file = plan.Upload is { } upload ? FullPath(upload.Path, "Path") : null;
        RestClient client = Chosen.RestFor(run);
        ServiceWrites writes = Chosen.WritesFor(run, ContextFor(Chosen));
        foreach (ReadTarget target in plan.Targets())
        {
            try
            {
                await ChangeAsync(run, client, writes, plan, target, file).ConfigureAwait(false);
            }
            catch (ServiceException refused) when (refused.StatusCode is 401 or 403)
            {
                run.Fail(Chosen.Explain(refused, plan.Request.Roles, isAboutOne: target.Ids.Count > 0), target.Shown);
            }
            catch (RestException failure)
            {
                run.Fail(failure, target.Shown);
            }
        }
    }

    private async Task ChangeAsync(CmdletRun run, RestClient client, ServiceWrites writes, WritePlan plan, ReadTarget target, string? file)
    {
        JsonNode? before = await ReadAsync(client, plan, target, run.Stopping).ConfigureAwait(false);
        JsonNode? body = BodyOf(plan, before);
        if (plan.Replaces && before is not null && body is not null && Edited is null && plan.Body!.Fields.All(field => Same(RequestBody.At(before, field.Path), field.Value)))
        {
            run.Verbose($"{Words(target)} holds these values already. Nothing to send.");
            return;
        }

        ChangeDescription description = Describe(plan, target, before);
        bool isKeyed = plan.Body is { IsKeyed: true };
        bool wasSent = false;
        var change = new PlannedChange<ResponseRows>
        {
            Entry = Entry(target, description),
            Description = description,
            Request = () => Compose(target, body, file, plan),
            IsIdempotent = plan.IsIdempotent || isKeyed,
            SendAsync = async (mark, end) =>
            {
                await Chosen.WaitForAsync(plan.Request.Bucket, end).ConfigureAwait(false);
                RestRequest request = Compose(target, body, file, plan);
                request.Mark = mark;
                bool isRepeated = wasSent;
                wasSent = true;
                try
                {
                    return await client.SendAsync(request, response => response.Body.Length == 0 ? new ResponseRows() : JsonBody.ReadBytes(response, response.Service, plan.Request.Rows), end).ConfigureAwait(false);
                }
                catch (ServiceException known) when (isKeyed && isRepeated && IsDuplicate(known))
                {
                    // The service has the request whose response was lost.
                    return new ResponseRows();
                }
            },
            // The key makes another attempt harmless, so nothing has to be read.
            ReadBackAsync = isKeyed ? static (_, _) => Task.FromResult(ReadBack<ResponseRows>.Unchanged()) : plan.RecordPath is null ? null : (_, end) => ReadBackAsync(client, plan, target, before, end),
        };
        if (await ChangeAsync(run, writes, change).ConfigureAwait(false) is not { } result || !HasOutput) return;
        foreach (AppDirectRecord record in result.Value.Records)
        {
            record.InheritIds(target.Ids);
            await run.WriteAsync(record is PlainRow ? record.AdditionalProperties! : record).ConfigureAwait(false);
        }
    }

    /// <summary>The record as the service holds it; null if it does not show it, or for a write that needs no more than its ids.</summary>
    private async Task<JsonNode?> ReadAsync(RestClient client, WritePlan plan, ReadTarget target, CancellationToken cancellationToken)
    {
        if (plan.Method is "POST" or "DELETE" || plan.Body is null || plan.RecordOf(target) is not { } record) return null;
        return await client.SendAsync(record.Request([]), Parse, cancellationToken).ConfigureAwait(false);
    }

    private JsonNode? BodyOf(WritePlan plan, JsonNode? before)
    {
        if (WholeBody is { } whole) return JsonNode.Parse(JsonOf(whole));
        if (plan.Body is not { } given) return null;
        if (given.Plain is { } plain) return plain;
        JsonObject body = plan.Replaces && (Edited is { } edited ? RequestBody.NodeOf(edited) : RequestBody.Copy(before)) is JsonObject record ? record : new JsonObject();
        foreach (string name in SetByService) body.Remove(name);
        given.ApplyTo(body);
        return plan.IsList ? new JsonArray(body) : body;
    }

    private async Task<ReadBack<ResponseRows>> ReadBackAsync(RestClient client, WritePlan plan, ReadTarget target, JsonNode? before, CancellationToken cancellationToken)
    {
        JsonNode? now;
        try
        {
            now = await client.SendAsync(plan.RecordOf(target)!.Request([]), Parse, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException missing) when (missing.StatusCode is 404 or 401 && plan.Method == "DELETE")
        {
            return ReadBack<ResponseRows>.Found(new ResponseRows());
        }

        if (plan.Method == "DELETE") return ReadBack<ResponseRows>.Unchanged();
        if (plan.Body is null || plan.Method == "POST") return ReadBack<ResponseRows>.Ambiguous("The record does not show whether the request was carried out.");
        // Some of what is sent is never shown.
        BodyField[] shown = [.. plan.Body.Fields.Where(field => !field.IsSecret && Has(now, field.Path))];
        if (shown.Length == 0) return ReadBack<ResponseRows>.Ambiguous("The record does not show the values that were sent.");
        if (shown.All(field => Same(RequestBody.At(now, field.Path), field.Value))) return ReadBack<ResponseRows>.Found(plan.Request.Rows(RequestBody.Bytes(now!)));
        bool isAsBefore = before is not null && shown.All(field => Same(RequestBody.At(now, field.Path), RequestBody.At(before, field.Path)));
        return isAsBefore ? ReadBack<ResponseRows>.Unchanged() : ReadBack<ResponseRows>.Different("Some of its values are neither those before nor those that were sent.");
    }

    private static bool IsDuplicate(ServiceException error) => error.StatusCode is 400 or 409 or 422
        && new[] { error.ServiceMessage, error.DependencyErrorCode }.Any(text => text?.IndexOf("duplicate", StringComparison.OrdinalIgnoreCase) >= 0 || text?.IndexOf("idempoten", StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>True if a record has the property, be it null.</summary>
    private static bool Has(JsonNode? record, string path)
    {
        int last = path.LastIndexOf('.');
        JsonNode? parent = last < 0 ? record : RequestBody.At(record, path.Substring(0, last));
        return parent is JsonObject owner && owner.ContainsKey(path.Substring(last + 1));
    }

    private static JsonNode? Parse(RestResponse response) => response.Body.Length == 0 ? null : JsonBody.ReadBytes(response, response.Service, static body => JsonNode.Parse(body.Span));

    private static bool Same(JsonNode? left, JsonNode? right) => (left is null && right is null)
        || (left is not null && right is not null && (BodyField.Text(left) == BodyField.Text(right) || RequestBody.Bytes(left).SequenceEqual(RequestBody.Bytes(right))));

    private static RestRequest Compose(ReadTarget target, JsonNode? body, string? file, WritePlan plan)
    {
        RestRequest request = target.Request([]);
        request.IsRead = false;
        if (body is not null) request.Body = RequestBody.Bytes(body);
        if (file is not null) (request.Body, request.ContentType) = Multipart(file, plan.Upload!.Value.Part);
        return request;
    }

    private static (byte[] Body, string ContentType) Multipart(string path, string part)
    {
        byte[] content;
        try
        {
            content = File.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InputException(ErrorCode.InvalidInput, $"The file '{path}' cannot be read: {failure.Message.TrimEnd('.')}.", "Path", "Check the path.");
        }

        string boundary = Guid.NewGuid().ToString("N");
        string name = System.IO.Path.GetFileName(path).Replace("\"", "_");
        byte[] head = Encoding.UTF8.GetBytes($"--{boundary}\r\nContent-Disposition: form-data; name=\"{part}\"; filename=\"{name}\"\r\nContent-Type: {TypeOf(content)}\r\n\r\n");
        return ([.. head, .. content, .. Encoding.UTF8.GetBytes($"\r\n--{boundary}--\r\n")], $"multipart/form-data; boundary={boundary}");
    }

    /// <summary>The media type by the first bytes of a file.</summary>
    private static string TypeOf(byte[] content) => content switch
    {
        [0x89, 0x50, 0x4E, 0x47, ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x47, 0x49, 0x46, ..] => "image/gif",
        _ => content.Contains((byte)0) ? "application/octet-stream" : "text/csv",
    };

    private ChangeDescription Describe(WritePlan plan, ReadTarget target, JsonNode? before)
    {
        string verb = MyInvocation.MyCommand.Name.Split('-')[0].ToLowerInvariant();
        string what = $"{verb} {Words(target)}";
        if (plan.Body is not { Fields.Count: > 0 } body) return new ChangeDescription(what, what);
        IEnumerable<string> changes = body.Fields.Where(field => field.Parameter is not null).Select(field => before is null || field.IsSecret
            ? $"{field.Parameter} {field.Shown}"
            : $"{field.Parameter} {BodyField.Text(RequestBody.At(before, field.Path))} -> {field.Shown}");
        return new ChangeDescription($"{what}: {string.Join(", ", changes)}", $"{what}: {string.Join(", ", body.Fields.Select(field => field.Parameter).OfType<string>())}");
    }

    private string Words(ReadTarget target)
    {
        string noun = MyInvocation.MyCommand.Name.Split('-')[1].Substring("AppDirect".Length);
        IEnumerable<string> ids = target.Ids.Select(id => SecretIds.Contains(id.Key) ? $"{id.Key} ***" : $"{id.Key} {id.Value}");
        return target.Ids.Count == 0 ? noun : $"{noun} ({string.Join(", ", ids)})";
    }

    private JournalEntry Entry(ReadTarget target, ChangeDescription description)
    {
        var entry = new JournalEntry { Kind = MyInvocation.MyCommand.Name.Replace("-", string.Empty), Summary = description.Log };
        foreach (KeyValuePair<string, string> id in target.Ids)
        {
            if (!SecretIds.Contains(id.Key)) entry.SetTarget(char.ToLowerInvariant(id.Key[0]) + id.Key.Substring(1), id.Value);
        }

        return entry;
    }
}
