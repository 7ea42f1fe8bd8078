using System.Collections;
using System.Reflection;
using System.Text.Json.Nodes;
using FastTrackFpx.AppDirect.Changes;
using FastTrackFpx.AppDirect.Requests;
using FastTrackFpx.Rest.Changes;

namespace FastTrackFpx.AppDirect.Commands;

/// <summary>
/// A cmdlet that changes something: it reads the record as far as the service shows it, confirms old and new values, records the change in the journal,
/// sends it once, and reads the record back if the response is lost.
/// </summary>
public abstract class WriteCmdlet : AppDirectCmdlet
{
    // The parameters that a row has set, with their values before.
    private readonly Dictionary<string, object?> _cells = [];

    // The cells of a row that cannot be read.
    private readonly List<UnreadCell> _unread = [];

    private int _inputs;

    private protected WriteCmdlet()
    {
    }

    /// <summary>Further query parameters by their names in the API. They replace those that the other parameters would send.</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public IDictionary? Query { get; set; }

    private protected sealed override bool IsWrite => true;

    private protected override string? ErrorPlace => MyInvocation.ExpectingInput && IsRow ? $"Row {_inputs}" : null;

    private bool IsRow => InputRow.IsRow(Input, typeof(AppDirectRecord));

    /// <summary>The set that the parameters mean, if PowerShell has chosen another one.</summary>
    private protected virtual string Choose(string set) => set;

    /// <summary>What the parameters of a set change.</summary>
    private protected abstract WritePlan Plan(string set);

    /// <summary>What is piped in: a record, or a row with values by the names of parameters.</summary>
    private protected virtual PSObject? Input => null;

    /// <summary>A record whose edits are sent, or all of it if it was not read; null if none was passed.</summary>
    private protected virtual AppDirectRecord? Edited => null;

    /// <summary>The body that was passed as a whole; null if none was.</summary>
    private protected virtual object? WholeBody => null;

    /// <summary>Names of parameters whose properties become null.</summary>
    private protected virtual string[]? Cleared => null;

    /// <summary>True if the changed record is written.</summary>
    private protected virtual bool HasOutput => true;

    /// <summary>How many seconds to wait until the service has done it; null to return at once.</summary>
    private protected virtual int? WaitLimit => null;

    /// <summary>Reads the records of the finished state that is waited for; null if they are those of the response.</summary>
    private protected virtual Func<ReadOnlyMemory<byte>, ResponseRows>? FinishedRows => null;

    /// <summary>Keeps an input for one request after the last input. False if each input is a request.</summary>
    private protected virtual bool Collect(CmdletRun run) => false;

    /// <summary>The request for what was collected; null if nothing was.</summary>
    private protected virtual WritePlan? Collected() => null;

    private protected QueryBuilder Filters => NewQuery();

    private protected RequestBody NewBody => new(name => IsBound(name) || _cells.ContainsKey(name));

    private protected static WritePlan Send<T>(WriteOperation operation, params KeyValuePair<string, string[]>[] ids)
        where T : AppDirectRecord, new() => new(operation, ReadPlan.Of<T>(operation.Method, operation.Template, ids));

    private protected sealed override async Task RunAsync(CmdletRun run)
    {
        _inputs++;
        if (Collect(run)) return;
        WritePlan plan = Plan(Choose(ParameterSetName));
        try
        {
            if (plan.IsUpdate && IsRow) TakeCells(Input!, plan.Body!.Names);
            await SendAsync(run, _cells.Count > 0 ? Plan(Choose(ParameterSetName)) : plan).ConfigureAwait(false);
        }
        finally
        {
            foreach (KeyValuePair<string, object?> cell in _cells) GetType().GetProperty(cell.Key)!.SetValue(this, cell.Value);
            _cells.Clear();
            _unread.Clear();
        }
    }

    // A row of a file is edited by its cells. An empty one leaves the value as it is.
    private void TakeCells(PSObject row, IEnumerable<string> parameters)
    {
        InputRow cells = InputRow.Of(this);
        foreach (string name in parameters.Where(name => !IsBound(name)))
        {
            PropertyInfo parameter = GetType().GetProperty(name)!;
            if (parameter.PropertyType == typeof(System.Security.SecureString)) continue;
            try
            {
                if (cells.Read(row, name) is not { } value) continue;
                _cells.Add(name, parameter.GetValue(this));
                parameter.SetValue(this, value);
            }
            catch (InputException wrong)
            {
                _unread.Add(new UnreadCell(parameter, ParameterText.Unwrap(row.Properties[name]?.Value) as string, wrong.Message));
            }
        }

        if (_unread.Any(static cell => !cell.MayBeExported)) throw UnreadCell.Fault(_unread);
    }

    private protected sealed override Func<CmdletRun, Task> Finish => run => Collected() is { } plan ? SendAsync(run, plan) : Task.CompletedTask;

    private async Task SendAsync(CmdletRun run, WritePlan plan)
    {
        plan.Request.Query = WithOwn(plan.Request.Query, Query);
        plan.Body?.Clear(Cleared);
        if (WholeBody is null && plan.IsUpdate && Edited is { } edited && !IsWhole(plan)) AddEdits(plan.Body!, edited, plan.Replaces);
        if (plan.Operation.Method == "POST") plan.Body?.RemoveEmpty();
        UploadedFile? file = plan.Upload is { } upload ? new UploadedFile(FullPath(upload.Path, "Path")!, upload.Part) : null;
        var writes = (MarketplaceWrites)Chosen.WritesFor(run, ContextFor(Chosen));
        foreach (ReadTarget target in plan.Targets())
        {
            try
            {
                await ChangeAsync(run, writes, plan, target, file).ConfigureAwait(false);
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

    // A record that a script made also says what cannot be sent, such as its ids. In a record that was read, such an edit would be lost.
    private static void AddEdits(RequestBody body, AppDirectRecord edited, bool isReplaced)
    {
        JsonNode? record = RequestBody.NodeOf(edited);
        foreach (BodyField edit in RecordValues.Edits(edited).Where(edit => !body.TryAdd(edit, record)))
        {
            if (isReplaced && !MarketplaceChanges.IsSetByService(edit.Path))
            {
                body.Add(edit);
            }
            else if (edited.IsRead)
            {
                throw new InputException(
                    ErrorCode.InvalidInput, $"-InputObject: {edit.Path} was edited, and the request cannot change it.", "InputObject",
                    $"What it can change: {string.Join(", ", body.Names)}.");
            }
        }
    }

    private async Task ChangeAsync(CmdletRun run, MarketplaceWrites writes, WritePlan plan, ReadTarget target, UploadedFile? file)
    {
        var given = new MarketplaceWrite { Operation = plan.Operation, Ids = target.Ids, Query = plan.Request.Query, Body = BodyOf(plan, null) };
        JsonNode? before = await ReadAsync(writes.Changes, plan, given, run.Stopping).ConfigureAwait(false);
        UnreadCell[] unread = [.. _unread.Where(cell => !cell.IsExported(RequestBody.At(before, plan.Body!.PathOf(cell.Parameter.Name))))];
        if (unread.Length > 0) throw UnreadCell.Fault(unread);
        var write = new MarketplaceWrite
        {
            Operation = plan.Operation,
            Ids = target.Ids,
            Query = plan.Request.Query,
            Body = before is null ? given.Body : BodyOf(plan, before),
            Before = before,
            File = file,
            Rows = plan.Request.Rows,
        };
        if (plan.IsUpdate && before is not null && !IsWhole(plan) && WholeBody is null && plan.Body!.Fields.All(field => IsHeld(field, before)))
        {
            run.Verbose($"{write.Words} holds these values already. Nothing to send.");
            await WriteAsync(run, plan.Request.Rows(RequestBody.Bytes(before)), target).ConfigureAwait(false);
            return;
        }

        ChangeDescription description = Describe(plan, write);
        // The price is shown only in a prompt or with -WhatIf.
        if (plan.Operation.Preview is not null && (IsOn("WhatIf") || !IsBound("Confirm") || IsOn("Confirm")))
        {
            string price = await writes.Changes.PriceAsync(write, run.Stopping).ConfigureAwait(false);
            description = new ChangeDescription($"{description.Prompt}; {price}", description.Log);
        }

        if (await ChangeAsync(run, writes, writes.Changes.Plan(write, description)).ConfigureAwait(false) is not { } result) return;
        ResponseRows rows = WaitLimit is { } seconds
            ? await writes.Changes.WaitAsync(write, result.Value, FinishedRows, TimeSpan.FromSeconds(seconds), run.Stopping).ConfigureAwait(false)
            : result.Value;
        await WriteAsync(run, rows, target).ConfigureAwait(false);
    }

    private async Task WriteAsync(CmdletRun run, ResponseRows rows, ReadTarget target)
    {
        if (!HasOutput) return;
        foreach (AppDirectRecord record in rows.Records)
        {
            record.InheritIds(target.Ids);
            await run.WriteAsync(record is PlainRow ? record.AdditionalProperties! : record).ConfigureAwait(false);
        }
    }

    /// <summary>The record as the service holds it; null if it does not show it, or for a write that needs no more than its ids.</summary>
    private static async Task<JsonNode?> ReadAsync(MarketplaceChanges changes, WritePlan plan, MarketplaceWrite given, CancellationToken cancellationToken)
    {
        WriteOperation operation = plan.Operation;
        bool isNeeded = operation.Method != "DELETE" && (plan.Body is not null || operation.Expected.Length > 0);
        if (!isNeeded || operation.RecordPath is null || given.Expand(operation.RecordPath) is not { } path) return null;
        try
        {
            return await changes.GetAsync(given, path, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException) when (operation.Method == "POST")
        {
            // What the request creates does not exist yet, and who may do it may not be allowed to read it.
            return null;
        }
    }

    /// <summary>True if a record was passed that was not read, and replaces the one that the service holds.</summary>
    private bool IsWhole(WritePlan plan) => plan.Replaces && Edited is { IsRead: false };

    private static bool IsHeld(BodyField field, JsonNode now) =>
        RecordValues.Has(now, field.Path) && RecordValues.Holds(RequestBody.At(now, field.Path), field.Value, isExact: true);

    private JsonNode? BodyOf(WritePlan plan, JsonNode? before)
    {
        if (WholeBody is { } whole) return JsonNode.Parse(JsonOf(whole));
        if (plan.Body is not { } given) return null;
        if (given.Plain is { } plain) return plain;
        JsonObject body = plan.Replaces
            ? MarketplaceChanges.ToBody(Edited is { } edited && (before is null || IsWhole(plan)) ? RequestBody.NodeOf(edited) : before)
            : [];
        given.ApplyTo(body);
        return plan.Operation.IsList ? new JsonArray(body) : body;
    }

    private ChangeDescription Describe(WritePlan plan, MarketplaceWrite write)
    {
        string what = $"{MyInvocation.MyCommand.Name.Split('-')[0].ToLowerInvariant()} {write.Words}";
        if (WholeBody is not null) return new ChangeDescription($"{what}: Body {BodyField.Text(write.Body)}", $"{what}: Body");
        if (plan.Body is not { } body || body.Fields.All(static field => field.Parameter is null)) return new ChangeDescription(what, what);
        BodyField[] named = [.. body.Fields.Where(field => field.Parameter is not null)];
        // What changes nothing is not shown, such as most cells of a row.
        if (write.Before is not null) named = [.. named.Where(field => !IsHeld(field, write.Before))];
        if (named.Length == 0) return new ChangeDescription(what, what);
        IEnumerable<string> changes = named.Select(field => write.Before is null || field.IsSecret
            ? $"{field.Parameter} {field.Shown}"
            : $"{field.Parameter} {field.Former(RequestBody.At(write.Before, field.Path))} -> {field.Shown}");
        return new ChangeDescription($"{what}: {string.Join(", ", changes)}", $"{what}: {string.Join(", ", named.Select(field => field.Parameter))}");
    }
}
