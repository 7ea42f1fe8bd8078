using FsCheck;
using FsCheck.Fluent;

namespace FastTrackFpx.Client.Tests.Paging;

public class PagedSequenceTests
{
    [Fact]
    public void Any_part_of_any_list_is_read_whatever_page_size_the_service_keeps_to()
    {
        var scenarios =
            from total in Gen.Choose(0, 60)
            from largest in Gen.Choose(1, 30)
            from usual in Gen.Choose(1, 20)
            from skip in Gen.Choose(0, 70)
            from first in Gen.Choose(-1, 70)
            from tells in Gen.Choose(0, 2)
            select (total, largest, usual, skip, first, tells);
        Prop.ForAll(scenarios.ToArbitrary(), scenario =>
        {
            var service = new PagedList(scenario.total) { LargestPage = scenario.largest, Count = (CountMeaning)scenario.tells };
            List<string> read = Read(service.Sequence(scenario.usual, skip: scenario.skip, first: scenario.first < 0 ? null : scenario.first));
            IEnumerable<string> expected = Enumerable.Range(0, scenario.total).Select(n => "r" + n).Skip(scenario.skip);
            return read.SequenceEqual(scenario.first < 0 ? expected : expected.Take(scenario.first));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Fact]
    public void Records_that_move_between_pages_are_neither_lost_nor_given_twice()
    {
        var scenarios =
            from total in Gen.Choose(5, 60)
            from size in Gen.Choose(2, 10)
            from page in Gen.Choose(1, 6)
            from place in Gen.Choose(0, 60)
            from insert in Gen.Elements(true, false)
            select (total, size, page, place, insert);
        Prop.ForAll(scenarios.ToArbitrary(), scenario =>
        {
            var service = new PagedList(scenario.total);
            service.BeforePage = number =>
            {
                if (number != scenario.page + 1) return;
                if (scenario.insert) service.Records.Insert(Math.Min(scenario.place, service.Records.Count), "new");
                else service.Records.RemoveAt(scenario.place % service.Records.Count);
            };
            List<string> kept = [.. service.Records];
            List<string> read = Read(service.Sequence(scenario.size));
            return read.Distinct().Count() == read.Count && kept.Intersect(service.Records).All(read.Contains);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Fact]
    public void One_answer_that_is_another_page_loses_no_record_and_gives_none_twice()
    {
        var scenarios =
            from total in Gen.Choose(1, 60)
            from size in Gen.Choose(2, 10)
            from call in Gen.Choose(1, 8)
            from shift in Gen.Elements(-1, 1)
            from hasKey in Gen.Elements(true, false)
            select (total, size, call, shift, hasKey);
        Prop.ForAll(scenarios.ToArbitrary(), scenario =>
        {
            var service = new PagedList(scenario.total) { Misdelivered = scenario.call, Shift = scenario.shift };
            List<string> read = Read(service.Sequence(scenario.size, scenario.hasKey));
            return read.Order(StringComparer.Ordinal).SequenceEqual(service.Records.Order(StringComparer.Ordinal));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Theory]
    [InlineData(1, 6)]
    [InlineData(-1, 12)]
    public async Task A_list_that_stays_short_of_what_the_service_counts_gives_what_came_and_then_says_so(int shift, int total)
    {
        var service = new PagedList(total) { Misdelivered = 0, Shift = shift };
        var read = new List<string>();
        var failure = await Assert.ThrowsAsync<RestException>(() =>
            service.Sequence(total / 2).ForEachPageAsync(page => { read.AddRange(page); return Task.CompletedTask; }, CancellationToken.None));
        Assert.Equal(FpxErrorCode.ResponseUnexpected, failure.ErrorCode);
        Assert.Contains($"counts {total} records and returned {total / 2} of them", failure.Message, StringComparison.Ordinal);
        Assert.Equal((total / 2, read.Count), (read.Count, read.Distinct().Count()));
    }

    [Fact]
    public async Task A_page_that_repeats_the_last_one_is_asked_for_once_more_and_ends_the_reading_of_records_without_ids()
    {
        var service = new PagedList(3) { IgnoresPages = true };
        List<string> read = await service.Sequence(10, hasKey: false).ToListAsync();
        Assert.Equal(["r0", "r1", "r2"], read);
        Assert.Equal(3, service.Calls);
    }

    [Theory]
    [InlineData(0, 5, 1)]
    [InlineData(20, 5, 1)]
    [InlineData(7, 5, 1)]
    [InlineData(0, 100, 1)]
    [InlineData(950, 100, 2)]
    public async Task A_few_records_cost_as_few_calls_as_can_be(int skip, int first, int calls)
    {
        var service = new PagedList(2000);
        List<string> read = await service.Sequence(skip: skip, first: first).ToListAsync();
        Assert.Equal(Enumerable.Range(skip, first).Select(n => "r" + n), read);
        Assert.Equal(calls, service.Calls);
    }

    [Fact]
    public async Task The_next_page_is_asked_for_while_the_last_is_read_and_none_beyond_when_the_reader_stops_or_throws()
    {
        PagedList stopped = new(1000), thrown = new(1000), ahead = new(300);
        await foreach (string _ in stopped.Sequence()) break;
        await Assert.ThrowsAsync<InvalidOperationException>(() => thrown.Sequence().ForEachPageAsync(_ => throw new InvalidOperationException(), CancellationToken.None));
        await using IAsyncEnumerator<string> reader = ahead.Sequence().GetAsyncEnumerator();
        await reader.MoveNextAsync();
        Assert.All([stopped, thrown], list => Assert.InRange(list.Calls, 1, 2));
        Assert.Equal(2, ahead.Calls);
    }

    [Theory]
    [InlineData(CountMeaning.Total, 250, 250L)]
    [InlineData(CountMeaning.OfThisPage, 250, null)]
    [InlineData(CountMeaning.OfThisPage, 40, 40L)]
    [InlineData(CountMeaning.None, 250, null)]
    [InlineData(CountMeaning.None, 0, 0L)]
    public async Task A_total_is_given_where_it_is_known_and_costs_no_page_twice(CountMeaning meaning, int total, long? known)
    {
        var service = new PagedList(total) { Count = meaning };
        PagedSequence<string> sequence = service.Sequence();
        Assert.Equal(known, await sequence.CountAsync(CancellationToken.None));
        Assert.Equal(known, await sequence.CountAsync(CancellationToken.None));
        Assert.Equal(1, service.Calls);
        Assert.Equal(total, (await sequence.ToListAsync()).Count);
        Assert.Equal(Math.Max(1, (total + 99) / 100), service.Calls);
        if (meaning == CountMeaning.Total) Assert.Equal(known, await service.Sequence(skip: 120, first: 10).CountAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_failure_on_a_later_page_comes_after_the_records_before_it()
    {
        var service = new PagedList(300);
        service.BeforePage = number =>
        {
            if (number == 3) throw new RestException(FpxErrorCode.ServiceFailed, "Third page.");
        };
        var read = new List<string>();

        await Assert.ThrowsAsync<RestException>(() => service.Sequence().ForEachPageAsync(page => { read.AddRange(page); return Task.CompletedTask; }, CancellationToken.None));

        Assert.Equal(200, read.Count);
    }

    private static List<string> Read(PagedSequence<string> sequence)
    {
        Task<List<string>> reading = sequence.ToListAsync();
        Assert.True(reading.IsCompleted, "Nothing here waits for anything.");
        return reading.GetAwaiter().GetResult();
    }
}
