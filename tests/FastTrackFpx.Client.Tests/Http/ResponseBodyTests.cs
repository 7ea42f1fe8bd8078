using System.IO.Compression;

namespace FastTrackFpx.Client.Tests.Http;

public class ResponseBodyTests
{
    [Theory]
    [InlineData("""{"count":1,"hasMore":false,"items":[{"tenantId":"123e4567-e89b""", FpxErrorCode.ResponseTruncated)]
    [InlineData("""{"count":1,"hasMore":false,"items":[{"tpid":12""", FpxErrorCode.ResponseTruncated)]
    [InlineData("[", FpxErrorCode.ResponseTruncated)]
    [InlineData("", FpxErrorCode.ResponseNotJson)]
    [InlineData("Service unavailable", FpxErrorCode.ResponseNotJson)]
    [InlineData("deep", FpxErrorCode.ResponseNotJson)]
    [InlineData("<!doctype html><title>Proxy</title>", FpxErrorCode.ResponseNotJson)]
    [InlineData("\"text\"", FpxErrorCode.ResponseUnexpected)]
    public async Task A_body_that_is_not_what_it_should_be_says_in_which_way(string body, string code)
    {
        if (body == "deep") body = new string('[', 100_000);
        await using OddServer server = await OddServer.StartAsync(context => OddServer.TextAsync(context, body, "application/json"));
        var failure = await Assert.ThrowsAsync<ContentException>(() => server.Connect().Tenants.List().ToListAsync());
        Assert.Equal(code, failure.ErrorCode);
        Assert.Equal(200, failure.StatusCode);
        Assert.InRange(failure.Excerpt!.Length, 0, 200);
    }

    [Theory, InlineData("gzip"), InlineData("br"), InlineData("deflate")]
    public async Task Compressed_bodies_are_read_and_damaged_ones_are_errors(string encoding)
    {
        await using OddServer server = await OddServer.StartAsync(context => CompressedAsync(context, encoding, damaged: false));
        Assert.Single(await server.Connect().Lookups.GetAsync<FpxTimeZone>(false, CancellationToken.None));
        server.Answer = context => CompressedAsync(context, encoding, damaged: true);
        var failure = await Assert.ThrowsAsync<ContentException>(() => server.Connect().Lookups.GetAsync<FpxTimeZone>(false, CancellationToken.None));
        Assert.True(failure.ErrorCode is FpxErrorCode.ResponseNotJson or FpxErrorCode.ResponseTruncated, failure.ErrorCode);
    }

    [Fact, Trait("Category", "Slow")]
    public async Task A_body_of_many_megabytes_is_read_and_a_mark_at_the_start_does_no_harm()
    {
        string text = new('x', 32 * 1024 * 1024);
        await using OddServer server = await OddServer.StartAsync(context => OddServer.JsonAsync(context, $$"""[{"id":1,"name":"{{text}}"}]"""));
        var zones = await server.Connect().Lookups.GetAsync<FpxTimeZone>(false, CancellationToken.None);
        Assert.Equal(text.Length, zones[0].Name!.Length);
        await using OddServer marked = await OddServer.StartAsync(context => OddServer.TextAsync(context, "\uFEFF[{\"ID\":\"007\",\"name\":\"UTC\",}] ", "text/plain"));
        var few = await marked.Connect().Lookups.GetAsync<FpxTimeZone>(false, CancellationToken.None);
        Assert.Equal(("7", "UTC"), (few[0].Id, few[0].Name));
    }

    [Fact, Trait("Category", "Slow")]
    public async Task A_body_that_unpacks_beyond_all_bounds_or_has_more_values_than_any_list_is_an_error()
    {
        byte[] bomb = Bomb(64 << 20);
        Assert.InRange(bomb.Length, 1, 1 << 20);
        ContentException failure = await ReadAsync(bomb, "gzip");
        Assert.Equal(ErrorCode.ResponseTooLarge, failure.ErrorCode);
        Assert.Contains("100 times as large as on the wire", failure.Message);
        byte[] body = Encoding.ASCII.GetBytes("[" + string.Concat(Enumerable.Repeat("0,", ResponseBody.MostValues + 1)) + "0]");
        ContentException values = await ReadAsync(body, encoding: null);
        Assert.Equal(ErrorCode.ResponseTooLarge, values.ErrorCode);
        Assert.Contains("more than 5,000,000 values", values.Message);
    }

    private static async Task<ContentException> ReadAsync(byte[] body, string? encoding)
    {
        await using OddServer server = await OddServer.StartAsync(async context =>
        {
            if (encoding is not null) context.Response.Headers.ContentEncoding = encoding;
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(body);
        });
        return await Assert.ThrowsAsync<ContentException>(() => server.Connect().Lookups.GetAsync<FpxTimeZone>(refresh: false, CancellationToken.None));
    }

    private static byte[] Bomb(int length)
    {
        using var memory = new System.IO.MemoryStream();
        using (var pack = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true))
        {
            byte[] blanks = new byte[1 << 20];
            blanks.AsSpan().Fill((byte)' ');
            for (int done = 0; done < length; done += blanks.Length) pack.Write(blanks);
        }

        return memory.ToArray();
    }

    private static async Task CompressedAsync(HttpContext context, string encoding, bool damaged)
    {
        using var memory = new System.IO.MemoryStream();
        await using (System.IO.Stream pack = encoding switch
        {
            "gzip" => new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(memory, CompressionLevel.Fastest, leaveOpen: true),
            _ => new ZLibStream(memory, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            await pack.WriteAsync(Encoding.UTF8.GetBytes("""[{"id":1,"name":"UTC and some more, so that there is something to damage"}]"""));
        }

        byte[] body = memory.ToArray();
        if (damaged) body = body[..(body.Length / 2)];
        context.Response.Headers.ContentEncoding = encoding;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(body);
    }
}
