using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace FastTrackFpx.Sandbox.Http;

/// <summary>A response that is being built: status, headers, and a body in a pooled buffer, JSON unless a content type is set.</summary>
internal sealed class ServiceResponse
{
    private const int LargestKeptBuffer = 1 << 20;
    private static readonly ConcurrentBag<ServiceResponse> Pool = [];

    private ArrayBufferWriter<byte> _buffer = new(4096);

    private ServiceResponse() =>
        Json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public int Status { get; set; } = 200;

    /// <summary>Null for JSON.</summary>
    public string? ContentType { get; set; }

    public Utf8JsonWriter Json { get; }

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public ReadOnlyMemory<byte> Body
    {
        get
        {
            Json.Flush();
            return _buffer.WrittenMemory;
        }
    }

    public static ServiceResponse Rent() => Pool.TryTake(out ServiceResponse? response) ? response : new ServiceResponse();

    public static void Return(ServiceResponse response)
    {
        if (response._buffer.Capacity > LargestKeptBuffer) response._buffer = new ArrayBufferWriter<byte>(4096);
        response.Headers.Clear();
        response.Clear();
        Pool.Add(response);
    }

    /// <summary>Discards the status and the body. Headers stay.</summary>
    public void Clear()
    {
        Status = 200;
        ContentType = null;
        _buffer.ResetWrittenCount();
        Json.Reset(_buffer);
    }

    /// <summary>Replaces the body.</summary>
    public void Replace(ReadOnlySpan<byte> body)
    {
        _buffer.ResetWrittenCount();
        Json.Reset(_buffer);
        _buffer.Write(body);
    }

    /// <summary>Replaces the body with text of a content type.</summary>
    public void Replace(string contentType, string text)
    {
        ContentType = contentType;
        Replace(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Sends the whole response.</summary>
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
}
