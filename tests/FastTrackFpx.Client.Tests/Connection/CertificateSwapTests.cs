namespace FastTrackFpx.Client.Tests.Connection;

/// <summary>FPX certificates end after 120 days, and a run may be under way when the next one comes.</summary>
[Trait("Category", "Slow")]
public class CertificateSwapTests
{
    [Fact]
    public async Task Calls_go_out_with_the_new_certificate_in_all_views_of_the_session()
    {
        var seen = new ConcurrentQueue<string>();
        await using OddServer server = await OddServer.StartAsync(context => RecordAsync(context, seen));
        FpxClient client = server.Connect();
        FpxClient view = client.ObservedBy(new Observed());
        string former = client.Certificate.Thumbprint;
        ClientCertificate next = NewCertificate("Next");
        await CallAsync(client);
        view.ReplaceCertificate(next);
        await CallAsync(client);
        await CallAsync(view);
        Assert.Equal([former, next.Thumbprint, next.Thumbprint], seen);
        Assert.Same(next, client.Certificate);
        Assert.Same(next, view.Certificate);
    }

    [Fact]
    public async Task A_call_under_way_ends_with_the_former_certificate_which_is_released_after_it()
    {
        var seen = new ConcurrentQueue<string>();
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using OddServer server = await OddServer.StartAsync(async context =>
        {
            if (context.Request.Query.ContainsKey("slow"))
            {
                arrived.SetResult();
                await release.Task;
            }

            await RecordAsync(context, seen);
        });
        FpxClient client = server.Connect();
        string former = client.Certificate.Thumbprint;
        X509Certificate2 held = client.Certificate.Certificate;
        ClientCertificate next = NewCertificate("Next");

        Task slow = CallAsync(client, "timeZones?slow=1");
        await arrived.Task;
        client.ReplaceCertificate(next);
        await CallAsync(client);
        Assert.NotEqual(IntPtr.Zero, held.Handle);
        release.SetResult();
        await slow;

        Assert.Equal([next.Thumbprint, former], seen);
        Assert.Equal(IntPtr.Zero, held.Handle);
    }

    [Fact]
    public async Task A_repeat_of_a_call_goes_out_with_the_new_certificate()
    {
        var seen = new ConcurrentQueue<string>();
        FpxClient? client = null;
        ClientCertificate next = NewCertificate("Next");
        await using OddServer server = await OddServer.StartAsync(async context =>
        {
            if (seen.IsEmpty)
            {
                client!.ReplaceCertificate(next);
                context.Response.Headers.RetryAfter = "0";
                context.Response.StatusCode = 503;
            }

            await RecordAsync(context, seen);
        });
        client = server.Connect(options => options.MaxRetryCount = 1);
        string former = client.Certificate.Thumbprint;

        await CallAsync(client);

        Assert.Equal([former, next.Thumbprint], seen);
    }

    [Fact]
    public async Task Many_calls_see_nothing_of_many_changes()
    {
        var seen = new ConcurrentQueue<string>();
        await using OddServer server = await OddServer.StartAsync(context => RecordAsync(context, seen));
        FpxClient client = server.Connect(options => options.TimeProvider = new TestClock());
        X509Certificate2 first = client.Certificate.Certificate;
        int left = 200;

        Task[] callers = [.. Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0) await CallAsync(client);
        }))];
        ClientCertificate[] all = [.. Enumerable.Range(0, 10).Select(number => NewCertificate($"Number {number}"))];
        X509Certificate2[] held = [first, .. all.Select(certificate => certificate.Certificate)];
        foreach (ClientCertificate next in all)
        {
            client.ReplaceCertificate(next);
            await CallAsync(client);
            Assert.Contains(next.Thumbprint, seen);
        }

        await Task.WhenAll(callers);
        Assert.Equal(210, seen.Count);
        Assert.Equal(210, client.Rest.Exchange.CallsMade);
        Assert.All(held[..^1], certificate => Assert.Equal(IntPtr.Zero, certificate.Handle));
        Assert.NotEqual(IntPtr.Zero, held[^1].Handle);
    }

    [Fact]
    public async Task A_certificate_can_be_tried_without_a_change()
    {
        var seen = new ConcurrentQueue<string>();
        await using OddServer server = await OddServer.StartAsync(context => RecordAsync(context, seen));
        FpxClient client = server.Connect();
        ClientCertificate former = client.Certificate;
        using ClientCertificate other = NewCertificate("Other");
        ConnectionCheck check = await client.CheckAsync(CancellationToken.None, other);
        await CallAsync(client);
        Assert.True(check.Accepted, check.Error?.Message);
        Assert.Equal([other.Thumbprint, former.Thumbprint], seen);
        Assert.Same(former, client.Certificate);
        CertificateCheck.Key(other.Certificate);
    }

    [Fact]
    public async Task A_certificate_that_the_service_refuses_is_called_so_even_in_a_session_that_went_well()
    {
        using X509Certificate2 known = TestCertificates.Client("CN=Known").Stored();
        await using OddServer server = await OddServer.StartAsync(acceptsClient: certificate => certificate.Thumbprint == known.Thumbprint);
        FpxClient client = server.Connect(options => options.Certificate = ClientCertificate.FromCertificate(known));
        await CallAsync(client);
        ClientCertificate stranger = NewCertificate("Stranger");
        ConnectionCheck check = await client.CheckAsync(CancellationToken.None, stranger);
        await CallAsync(client);
        client.ReplaceCertificate(stranger);
        var refused = await Assert.ThrowsAnyAsync<RestException>(() => CallAsync(client));
        Assert.Equal((FpxErrorCode.ClientCertificateRefused, true, false), (check.Error?.ErrorCode, check.Reachable, check.Accepted));
        Assert.Equal(FpxErrorCode.ClientCertificateRefused, refused.ErrorCode);
    }

    [Fact]
    public async Task A_certificate_that_ended_during_the_session_is_told_with_its_date()
    {
        await using OddServer server = await OddServer.StartAsync(acceptsClient: _ => false);
        var clock = new TestClock();
        FpxClient client = server.Connect(options => options.TimeProvider = clock);
        clock.Advance(client.Certificate.NotAfter - clock.Now + TimeSpan.FromDays(1));
        var refused = await Assert.ThrowsAnyAsync<RestException>(() => CallAsync(client));
        Assert.Equal(FpxErrorCode.ClientCertificateRefused, refused.ErrorCode);
        Assert.Contains($"it expired on {client.Certificate.NotAfter.UtcDateTime:yyyy-MM-dd HH:mm} UTC", refused.Message);
    }

    [Fact]
    public async Task A_session_that_has_ended_leaves_the_certificate_to_the_caller()
    {
        await using OddServer server = await OddServer.StartAsync();
        FpxClient client = server.Connect();
        using ClientCertificate next = NewCertificate("Next");
        client.Dispose();
        var fault = Assert.Throws<RestException>(() => client.ReplaceCertificate(next));
        Assert.Equal(FpxErrorCode.NotConnected, fault.ErrorCode);
        CertificateCheck.Key(next.Certificate);
    }

    [Fact]
    public async Task The_end_of_a_session_ends_calls_over_the_former_certificate_too()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using OddServer server = await OddServer.StartAsync(context =>
        {
            arrived.SetResult();
            return Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        FpxClient client = server.Connect();
        X509Certificate2 held = client.Certificate.Certificate;
        Task slow = CallAsync(client);
        await arrived.Task;

        client.ReplaceCertificate(NewCertificate("Next"));
        Assert.NotEqual(IntPtr.Zero, held.Handle);
        client.Dispose();

        var ended = await Assert.ThrowsAnyAsync<RestException>(() => slow);
        Assert.Equal(FpxErrorCode.NotConnected, ended.ErrorCode);
        Assert.Equal(IntPtr.Zero, held.Handle);
    }

    [Fact]
    public async Task The_certificate_in_use_may_be_given_again()
    {
        await using OddServer server = await OddServer.StartAsync();
        FpxClient client = server.Connect();
        client.ReplaceCertificate(client.Certificate);
        await CallAsync(client);
        CertificateCheck.Key(client.Certificate.Certificate);
    }

    private static ClientCertificate NewCertificate(string name)
    {
        using X509Certificate2 made = TestCertificates.Client($"CN={name}").Stored();
        return ClientCertificate.FromCertificate(made);
    }

    private static Task CallAsync(FpxClient client, string path = "timeZones") => client.SendAsync(new RawRequest { Path = path }, CancellationToken.None);

    private static Task RecordAsync(HttpContext context, ConcurrentQueue<string> seen)
    {
        seen.Enqueue(context.Connection.ClientCertificate!.Thumbprint);
        return OddServer.JsonAsync(context, "[]", context.Response.StatusCode);
    }
}
