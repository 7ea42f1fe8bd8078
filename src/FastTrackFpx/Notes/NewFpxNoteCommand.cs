using System.Text;
using FastTrackFpx.Changes;
using FastTrackFpx.Connection;
using FastTrackFpx.Lookups;
using FastTrackFpx.Parameters;
using FastTrackFpx.Pipeline;
using FastTrackFpx.Rules;
using FastTrackFpx.Tenants;

namespace FastTrackFpx.Notes;

/// <summary>
/// Writes a note on a tenant: <c>POST tenants/{tenantId}/notes</c>. The text goes out as it is, line endings included. A note can be neither changed
/// nor removed afterwards.
/// </summary>
[Cmdlet(VerbsCommon.New, "FpxNote", SupportsShouldProcess = true, DefaultParameterSetName = ByText)]
[OutputType(typeof(FpxNote))]
public sealed class NewFpxNoteCommand : WritingCmdlet
{
    private const string ByText = "Text";
    private const string ByPath = "Path";

    /// <summary>The tenant: its id, its name, or an object with a TenantId property.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [TenantIdTransformation]
    [ArgumentCompleter(typeof(TenantCompleter))]
    public TenantReference TenantId { get; set; }

    /// <summary>The text, up to 1,048,576 characters. Several texts down the pipeline are as many notes: read a file with <c>-Raw</c> or <c>-Path</c>.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByText)]
    [TextTransformation]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public string Text { get; set; } = string.Empty;

    /// <summary>A file that holds the text, as UTF-8 or with a byte order mark that tells otherwise.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByPath)]
    [Alias("FullName", "PSPath")]
    [ValidateNotNullOrEmpty]
    [WellFormedText]
    public string Path { get; set; } = string.Empty;

    /// <summary>The note's category: name, id or the object that <c>Get-FpxNoteCategory</c> gives.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("NoteCategoryId")]
    [LookupTransformation("NoteCategoryId")]
    [ArgumentCompleter(typeof(LookupCompleter<FpxNoteCategory>))]
    public string NoteCategory { get; set; } = string.Empty;

    /// <summary>Sends what breaks a rule as well, without warnings, and lets the service decide.</summary>
    [Parameter]
    public SwitchParameter SkipValidation { get; set; }

    private protected override bool SkipsValidation => SkipValidation;

    private protected override object? PipelineInput => !MyInvocation.ExpectingInput ? null : ParameterSetName == ByPath ? Path : TenantId.Value;

    private protected override string? ParameterFor(string field) => base.ParameterFor(field) is { } parameter ? OfText(parameter) : null;

    private protected override string ParameterOf(FpxRuleFinding finding) => OfText(finding.ParameterName);

    private string OfText(string parameter) => parameter == nameof(Text) ? ParameterSetName : parameter;

    private protected override async Task WriteAsync(CmdletRun run, FpxClient client, FpxWrites writes)
    {
        string text = ParameterSetName == ByPath ? await ReadFileAsync(run).ConfigureAwait(false) : Text;
        Judge(run, NoteRules.Check(text));

        // Half a character would arrive as another one: nothing that could be sent, whoever judges.
        NoteRules.Check(text).Where(finding => finding.RuleId == NoteRules.TextWhole).ThrowIfRefused();
        var categories = await client.Lookups.GetAsync<FpxNoteCategory>(refresh: false, run.Stopping).ConfigureAwait(false);
        FpxLookup category = LookupNames.Find(categories, NoteCategory, nameof(NoteCategory), idsPass: SkipValidation);
        if (!await ShallAsync(run, NoteDeeds.New(TenantId, category, text), () => Task.FromResult(writes.Notes.PreviewNew(TenantId, category, text).ToString())).ConfigureAwait(false)) return;
        (FpxNote note, string? warning) = await writes.Notes.NewAsync(TenantId, category, text, run.Stopping)
            .Select(result => (result.Value, result.Warning)).ConfigureAwait(false);
        Tell(run, warning);
        await run.WriteAsync(note).ConfigureAwait(false);
    }

    private async Task<string> ReadFileAsync(CmdletRun run)
    {
        string path = await run.OnPipelineAsync(_ => SessionPath.Full(this, Path, nameof(Path))).ConfigureAwait(false);
        try
        {
            using var reader = new StreamReader(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
            return await reader.ReadToEndAsync().ConfigureAwait(false);
        }
        catch (DecoderFallbackException)
        {
            throw new InputException(FpxErrorCode.InvalidInput, $"The file '{path}' is not UTF-8 text.", nameof(Path), "Save it as UTF-8, or read it with Get-Content -Raw -Encoding and give it as -Text.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException(FpxErrorCode.InvalidInput, $"The file '{path}' cannot be read: {exception.Message}", nameof(Path), "Check the path and that you may read the file.");
        }
    }
}
