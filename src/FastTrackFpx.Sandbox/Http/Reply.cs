using System;
using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace FastTrackFpx.Sandbox.Http;

/// <summary>An answer that is being put together: status, headers, and a JSON body in a buffer that is used again and again.</summary>
internal sealed class Reply
{
    private const int LargestKeptBuffer = 1 << 20;
    private static readonly ConcurrentBag<Reply> Pool = [];

    private ArrayBufferWriter<byte> _buffer = new(4096);

    private Reply() =>
        Json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public int Status { get; set; } = 200;

    public string? ContentType { get; set; }

    public Utf8JsonWriter Json { get; }

    public List<KeyValuePair<string, string>> Headers { get; } = [];

    public ReadOnlyMemory<byte> Body
    {
        get
        {
            Json.Flush();
            return _buffer.WrittenMemory;
        }
    }

    public static Reply Rent() => Pool.TryTake(out Reply? reply) ? reply : new Reply();

    public static void Return(Reply reply)
    {
        if (reply._buffer.Capacity > LargestKeptBuffer) reply._buffer = new ArrayBufferWriter<byte>(4096);
        reply.Clear();
        Pool.Add(reply);
    }

    /// <summary>Forgets everything written so far.</summary>
    public void Clear()
    {
        Status = 200;
        ContentType = null;
        Headers.Clear();
        _buffer.ResetWrittenCount();
        Json.Reset(_buffer);
    }

    /// <summary>Puts ready-made content in place of what was written.</summary>
    public void Replace(ReadOnlySpan<byte> body)
    {
        _buffer.ResetWrittenCount();
        Json.Reset(_buffer);
        _buffer.Write(body);
    }

    /// <summary>Sends the whole answer.</summary>
    public async Task SendAsync(HttpContext context)
    {
        WriteHead(context);
        if (Body.Length > 0 && Status != StatusCodes.Status204NoContent)
        {
            await context.Response.Body.WriteAsync(Body, context.RequestAborted);
        }
    }

    /// <summary>Sets the status and the headers, those of the body included.</summary>
    public void WriteHead(HttpContext context)
    {
        HttpResponse response = context.Response;
        response.StatusCode = Status;
        foreach ((string name, string value) in Headers) response.Headers[name] = value;
        if (Status == StatusCodes.Status204NoContent) return;
        response.ContentLength = Body.Length;
        if (Body.Length > 0) response.ContentType = ContentType ?? "application/json; charset=utf-8";
    }

    /// <summary>Writes the documented error body.</summary>
    public void Refuse(Refusal refusal)
    {
        List<KeyValuePair<string, string>> headers = [.. Headers];
        Clear();
        Headers.AddRange(headers);
        Status = refusal.Status;
        Json.WriteStartObject();
        if (refusal.Errors is { } errors)
        {
            Json.WriteStartObject("errors"u8);
            foreach ((string field, List<string> messages) in errors.Fields)
            {
                Json.WriteStartArray(field);
                foreach (string message in messages) Json.WriteStringValue(message);
                Json.WriteEndArray();
            }

            Json.WriteEndObject();
        }

        Json.WriteNumber("errorStatus"u8, refusal.Status);
        if (refusal.DependencyType is not null) Json.WriteString("dependencyType"u8, refusal.DependencyType);
        if (refusal.DependencyOwner is not null) Json.WriteString("dependencyOwner"u8, refusal.DependencyOwner);
        if (refusal.DependencyErrorCode is not null) Json.WriteString("dependencyErrorCode"u8, refusal.DependencyErrorCode);
        Json.WriteString("message"u8, refusal.Message);
        Json.WriteEndObject();
    }
}
