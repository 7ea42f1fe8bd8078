using Polly.Timeout;

namespace FastTrackFpx.Rest.Tests.Requests;

/// <summary>What is retried, and what a request remembers of its attempts.</summary>
public class RetryRulesTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly TestClock _clock = new();

    [Theory]
    [InlineData(499, false)]
    [InlineData(500, true)]
    [InlineData(503, true)]
    [InlineData(429, false)]
    public void A_5xx_speaks_against_the_service(int status, bool isOutage) => Assert.Equal(isOutage, RetryRules.IsOutage(Service(status)));

    [Theory]
    [InlineData(ErrorCode.ConnectionRefused, true)]
    [InlineData(ErrorCode.ConnectionLost, true)]
    [InlineData(ErrorCode.OperationTimeout, true)]
    [InlineData(ErrorCode.ServerCertificateUntrusted, false)]
    public void A_connection_that_breaks_speaks_against_the_service(string code, bool isOutage) => Assert.Equal(isOutage, RetryRules.IsOutage(Network(code)));

    [Fact]
    public void A_timeout_speaks_against_the_service_and_nothing_else_does()
    {
        Assert.True(RetryRules.IsOutage(new TimeoutRejectedException()));
        Assert.False(RetryRules.IsOutage(new InvalidOperationException()));
    }

    [Theory]
    [InlineData("GET", ErrorCode.ResponseTruncated, 9)]
    [InlineData("GET", ErrorCode.ResponseNotJson, 3)]
    [InlineData("GET", ErrorCode.ResponseNotXml, 3)]
    [InlineData("GET", ErrorCode.ResponseUnexpected, 0)]
    [InlineData("POST", ErrorCode.ResponseTruncated, 0)]
    [InlineData("POST", ErrorCode.ResponseNotJson, 0)]
    public void A_response_that_cannot_be_read_is_asked_for_again_if_nothing_changes_by_that(string method, string code, int times) =>
        Assert.Equal(times, Retries(State(method, isSent: true), new ContentException(code, "x", method, "/a")));

    [Theory]
    [InlineData(ErrorCode.TlsFailed, true, 3)]
    [InlineData(ErrorCode.TlsFailed, false, 0)]
    [InlineData(ErrorCode.ConnectionRefused, true, 9)]
    [InlineData(ErrorCode.ConnectionRefused, false, 1)]
    [InlineData(ErrorCode.HostNotFound, false, 1)]
    [InlineData(ErrorCode.ConnectionLost, true, 9)]
    [InlineData(ErrorCode.ProxyRefused, true, 0)]
    public void Connecting_is_tried_again_as_long_as_it_may_help(string code, bool wasReached, int times) =>
        Assert.Equal(times, Retries(State("POST", isSent: false), Network(code), wasReached));

    [Fact]
    public void A_wait_that_does_not_fit_is_not_begun()
    {
        RestRequest request = State("GET", isSent: true);
        Assert.True(RetryRules.ShouldRetry(request, Service(503, Second * 10), true, Second * 700));
        Assert.Null(request.RefusedWait);
        Assert.Equal(0, request.StubbornFailures);
        Assert.False(RetryRules.ShouldRetry(request, Service(503), true, Second * 600));
        Assert.Null(request.RefusedWait);

        Assert.False(RetryRules.ShouldRetry(request, Service(503, Second * 600), true, Second));
        Assert.Equal(Second * 600, request.RefusedWait);
    }

    [Fact]
    public void Time_on_our_own_side_does_not_count()
    {
        RestRequest request = State("GET", isSent: false);
        _clock.Advance(Second * 100);
        Assert.Equal(Second * 500, request.Remaining);
        request.OwnWait = Second * 30;
        Assert.Equal(Second * 530, request.Remaining);
    }

    [Fact]
    public void Attempts_and_what_was_sent_are_counted()
    {
        RestRequest request = State("POST", isSent: false);
        request.BeginAttempt();
        request.MarkSent();
        Assert.Equal((2, 1), (request.Attempts, request.Sent));
        request.ForgetAttempt();
        Assert.Equal(1, request.Attempts);
    }

    [Theory]
    [InlineData("none", Delivery.NotSent)]
    [InlineData("sent", Delivery.MayHaveArrived)]
    [InlineData("sent sent", Delivery.MayHaveArrived)]
    [InlineData("sent refused", Delivery.MayHaveArrived)]
    [InlineData("refused", Delivery.Refused)]
    [InlineData("refused none", Delivery.Refused)]
    [InlineData("none none", Delivery.NotSent)]
    public void How_far_a_request_got_is_how_far_its_furthest_attempt_got(string attempts, Delivery delivery)
    {
        RestRequest request = State("POST");
        foreach (string attempt in attempts.Split(' '))
        {
            request.BeginAttempt();
            if (attempt != "none") request.MarkSent();
            if (attempt == "refused") request.MarkRefused();
            request.EndAttempt();
        }

        Assert.Equal(delivery, request.Delivery);
    }

    [Fact]
    public void Of_the_requests_of_a_write_the_one_that_got_furthest_counts()
    {
        var mark = new SendMark();
        Assert.Equal(Delivery.NotSent, mark.Delivery);
        foreach (Delivery delivery in new[] { Delivery.Refused, Delivery.MayHaveArrived, Delivery.NotSent }) _ = new RestRequest("POST", "/a") { Mark = mark, Delivery = delivery };

        Assert.Equal(Delivery.MayHaveArrived, mark.Delivery);
    }

    [Theory]
    [InlineData("2.0", "1.1", true)]
    [InlineData("2.0", "2.0", false)]
    [InlineData("1.1", "2.0", false)]
    public void A_second_sending_is_stopped_and_an_older_version_is_noted(string first, string second, bool isDowngrade)
    {
        RestRequest request = State("POST");
        using var message = new HttpRequestMessage { Version = Version.Parse(first) };
        request.Attach(message);
        RestRequest.HeaderWritten("User-Agent", message);
        message.Version = Version.Parse(second);

        Assert.Throws<IOException>(() => RestRequest.HeaderWritten("User-Agent", message));
        Assert.Equal((1, isDowngrade), (request.Sent, request.HasStoppedDowngrade));
    }

    [Fact]
    public void A_message_of_an_earlier_attempt_is_not_sent()
    {
        RestRequest request = State("POST");
        using var earlier = new HttpRequestMessage();
        using var message = new HttpRequestMessage();
        request.Attach(earlier);
        request.Attach(message);

        Assert.Throws<IOException>(() => RestRequest.HeaderWritten("User-Agent", earlier));
        Assert.Equal((0, false), (request.Sent, request.HasStoppedDowngrade));
    }

    private static int Retries(RestRequest request, RestException failure, bool wasReached = true)
    {
        int times = 0;
        while (times < 9 && RetryRules.ShouldRetry(request, failure, wasReached, Second)) times++;
        return times;
    }

    private static ServiceException Service(int status, TimeSpan? retryAfter = null) => new("x", "x", "GET", "/a") { StatusCode = status, RetryAfter = retryAfter };

    private static NetworkException Network(string code) => new(code, "x", "GET", "/a", "x", null);

    private RestRequest State(string method, bool isSent)
    {
        RestRequest request = State(method);
        request.BeginAttempt();
        if (isSent) request.MarkSent();
        return request;
    }

    private RestRequest State(string method)
    {
        var request = new RestRequest(method, "/a");
        request.Begin(new RestClientOptions(new Uri("https://fake.example"), new FakeService()) { TimeProvider = _clock }, CancellationToken.None);
        return request;
    }
}
