using System.Text;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Feed;
using Monitoring.Silo.Tests.Feed.Fixtures;

namespace Monitoring.Silo.Tests.Feed;

/// <summary>What becomes of postings between the reader and the accounts.</summary>
public sealed class PostingDispatchTests
{
    private readonly FeedBench _bench = new();

    [Fact]
    public async Task An_accounts_postings_keep_their_order_and_accounts_go_side_by_side()
    {
        const int count = 20_000;
        const int accounts = 50;
        _bench.Bank.BeforeCall = async _ => await Task.Yield();
        var body = string.Concat(Enumerable.Range(0, count).Select(i => FeedBench.Line($"P-{i}", $"A{i % accounts}", i + 1) + "\n"));
        var result = await _bench.TakeAsync(body, withBalances: true);

        Assert.Equal((FeedStatus.Completed, (long)count, 0L, 0L), (result.Status, result.Accepted, result.Duplicates, result.Rejected));
        for (var account = 0; account < accounts; account++)
        {
            var ledger = _bench.Bank.Ledger($"A{account}");
            Assert.False(ledger.HasOverlapped);
            Assert.Equal(Enumerable.Range(0, count / accounts).Select(i => $"P-{(i * accounts) + account}"),
                ledger.Postings.Select(posting => posting.PostingId));
        }

        Assert.True(_bench.Bank.CallsMost > 1);
        Assert.Equal(
            Enumerable.Range(0, accounts).Select(i => $"A{i}").Order(StringComparer.Ordinal)
                .Select(id => new AccountBalance(id, count / accounts, _bench.Bank.Ledger(id).Balance)),
            result.Balances);
        Assert.Equal(0, _bench.Feed.InFlight);
    }

    [Fact]
    public async Task A_hot_accounts_postings_go_many_in_one_call_while_one_is_under_way()
    {
        var release = new TaskCompletionSource();
        var isFirst = true;
        _bench.Bank.BeforeCall = _ =>
        {
            if (!isFirst) return Task.CompletedTask;
            isFirst = false;
            return release.Task;
        };
        var body = string.Concat(Enumerable.Range(0, 3_000).Select(i => FeedBench.Line($"P-{i}") + "\n"));
        var taking = _bench.TakeAsync(Encoding.UTF8.GetBytes(body));
        release.SetResult();

        Assert.Equal(3_000, (await taking).Accepted);
        Assert.InRange(_bench.Bank.Ledger("A1").CallSizes.Max(), 2, _bench.Options.MaxPerCall);
        Assert.Equal(3_000, _bench.Bank.Ledger("A1").CallSizes.Sum());
    }

    [Fact]
    public async Task The_same_body_again_is_known_and_other_content_is_a_conflict()
    {
        var body = $"{FeedBench.Line("P-1")}\n{FeedBench.Line("P-2", "A2")}\n";
        await _bench.TakeAsync(body);
        var again = await _bench.TakeAsync($"{body}{FeedBench.Line("P-1", amount: 101)}\n");

        Assert.Equal((0L, 2L, 1L), (again.Accepted, again.Duplicates, again.Rejected));
        Assert.Equal((3L, "P-1", FeedCodes.PostingConflict, "postingId"),
            (again.Rejections[0].Line, again.Rejections[0].RecordId, again.Rejections[0].Code, again.Rejections[0].Field));
        Assert.Null(again.Balances);
    }

    [Fact]
    public async Task Rejections_are_told_in_order_of_lines_and_the_first_thousand_only()
    {
        _bench.Bank.BeforeCall = async _ => await Task.Yield();
        var lines = Enumerable.Range(1, 3_000)
            .Select(i => i % 2 == 0 ? FeedBench.Line($"P-{i}", amount: 0) : Refused($"P-{i}", $"A{i % 97}"));
        var result = await _bench.TakeAsync(string.Join('\n', lines));

        Assert.Equal(3_000, result.Rejected);
        Assert.Equal(Enumerable.Range(1, FeedResult.RejectionsMax).Select(i => (long)i),
            result.Rejections.Select(rejection => rejection.Line));
        Assert.Equal(3_000, _bench.Quarantine.Entries.Count);
    }

    [Fact]
    public async Task Senders_who_learn_of_a_settlement_account_at_the_same_time_are_all_taken()
    {
        _bench.Bank.Ledger("S1").Kind = GrainKind.SettlementAccount;
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = 0;
        _bench.Bank.BeforeCall = _ =>
        {
            // Both ask for an account before either knows better.
            if (Interlocked.Increment(ref calls) == 2) both.SetResult();
            return both.Task;
        };
        var results = await Task.WhenAll(
            _bench.TakeAsync(Encoding.UTF8.GetBytes(FeedBench.Line("P-1", "S1"))),
            _bench.TakeAsync(Encoding.UTF8.GetBytes(FeedBench.Line("P-2", "S1"))));
        Assert.All(results, result => Assert.Equal((1L, 0L), (result.Accepted, result.Rejected)));
    }

    [Fact]
    public async Task A_settlement_accounts_postings_find_it_also_when_another_process_declared_it()
    {
        _bench.Bank.Ledger("S1").Kind = GrainKind.SettlementAccount;
        var result = await _bench.TakeAsync($"{FeedBench.Line("P-1", "S1")}\n{FeedBench.Line("P-2", "S1")}\n");

        Assert.Equal((2L, 0L), (result.Accepted, result.Rejected));
        Assert.True(_bench.Directory.IsSettlementAccount("S1"));
    }

    [Fact]
    public async Task A_call_that_cannot_even_be_made_is_made_again()
    {
        var bench = Retrying();
        var failures = 2;
        bench.Bank.BeforeReach = _ =>
        {
            if (Interlocked.Decrement(ref failures) >= 0) throw new TimeoutException();
        };
        var result = await bench.TakeAsync(Soon("P-1"));

        Assert.Equal((FeedStatus.Completed, 1L), (result.Status, result.Accepted));
        Assert.True(failures < 0);
    }

    [Fact]
    public async Task A_call_that_fails_for_a_reason_that_passes_is_made_again_and_counts_once()
    {
        var bench = Retrying();
        var failures = 2;
        bench.Bank.AfterCall = _ => Interlocked.Decrement(ref failures) >= 0 ? throw new TimeoutException() : Task.CompletedTask;
        var result = await bench.TakeAsync($"{Soon("P-1")}\n{Soon("P-2")}\n");

        // The first try took effect before it failed, so the answer that came through knows the postings.
        Assert.Equal((FeedStatus.Completed, 0L, 2L, 0L), (result.Status, result.Accepted, result.Duplicates, result.Rejected));
        Assert.Equal(2, bench.Bank.PostingsApplied);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_ends_the_body_and_what_was_accepted_stays()
    {
        _bench.Bank.BeforeCall = id => id == "BAD" ? throw new JournalUnavailableException("full") : Task.CompletedTask;
        var result = await _bench.TakeAsync($"{FeedBench.Line("P-1")}\n{FeedBench.Line("P-2", "BAD")}\n");

        Assert.Equal((FeedStatus.Unavailable, 1L), (result.Status, result.Accepted));
        Assert.NotNull(result.Message);
        Assert.Single(_bench.Bank.Ledger("A1").Postings);
        Assert.Equal(0, _bench.Feed.InFlight);
        Assert.Contains(_bench.Log.Entries, entry => entry.Id == 1001);
    }

    [Fact]
    public async Task After_a_failure_later_postings_of_the_account_are_not_sent()
    {
        var sent = 0;
        var isReading = new TaskCompletionSource();
        _bench.Bank.BeforeCall = async _ =>
        {
            Interlocked.Increment(ref sent);
            await isReading.Task;
            throw new JournalUnavailableException("full");
        };
        var lines = Encoding.UTF8.GetBytes($"{FeedBench.Line("P-1")}\n{FeedBench.Line("P-2")}\n");
        var pieces = new Queue<int>([lines.Length / 2, lines.Length / 2]);
        var body = new PieceStream(lines, () => pieces.TryDequeue(out var length) ? length : 0, isAsync: true, atEnd: _ =>
        {
            isReading.TrySetResult();
            return Task.CompletedTask;
        });
        var result = await _bench.TakeAsync(
            body, FeedFormat.NdJson, FeedKind.Postings, false, false, TestContext.Current.CancellationToken);

        Assert.Equal((FeedStatus.Unavailable, 0L), (result.Status, result.Accepted));
        Assert.Equal(1, sent);
    }

    [Fact]
    public async Task A_defect_ends_the_body_as_ours()
    {
        _bench.Bank.BeforeCall = _ => throw new InvalidOperationException("defect");
        var result = await _bench.TakeAsync(FeedBench.Line("P-1"));
        Assert.Equal(FeedStatus.Failed, result.Status);
        Assert.DoesNotContain("defect", result.Message, StringComparison.Ordinal);
        Assert.Contains(_bench.Log.Entries, entry => entry is { Id: 1002, Exception: InvalidOperationException });
    }

    [Fact]
    public async Task Bodies_after_one_that_failed_and_one_whose_sender_went_away_are_taken_whole_and_in_order()
    {
        for (var round = 0; round < 5; round++)
        {
            var bad = $"BAD{round}";
            _bench.Bank.BeforeCall = async id =>
            {
                await Task.Yield();
                if (id == bad) throw new JournalUnavailableException("full");
            };
            Assert.Equal(FeedStatus.Unavailable, (await _bench.TakeAsync(Lines(round, "F", bad))).Status);
            using var sender = new CancellationTokenSource();
            var cut = Encoding.UTF8.GetBytes(Lines(round, "C", $"C{round}"));
            var body = new PieceStream(cut, () => cut.Length, isAsync: true, atEnd: async token =>
            {
                await sender.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
            });
            var gone = await _bench.TakeAsync(body, FeedFormat.NdJson, FeedKind.Postings, false, false, sender.Token);
            Assert.Equal(FeedStatus.Cancelled, gone.Status);

            var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(from => _bench.TakeAsync(
                Encoding.UTF8.GetBytes(Lines(round, $"W{from}-", $"X{round}-{from}")))));
            Assert.All(results, result => Assert.Equal((FeedStatus.Completed, 400L), (result.Status, result.Accepted)));
            for (var other = 0; other < 4; other++)
            {
                Assert.Equal(Enumerable.Range(0, 100).Select(i => $"W{other}-{round}-{i * 4}"),
                    _bench.Bank.Ledger($"X{round}-{other}").Postings.Select(posting => posting.PostingId));
            }
        }

        Assert.Equal(0, _bench.Feed.InFlight);

        static string Lines(int round, string prefix, string account) => string.Concat(Enumerable.Range(0, 400).Select(
            i => FeedBench.Line($"{prefix}{round}-{i}", i % 4 == 0 ? account : $"{account}.{i % 40}") + "\n"));
    }

    [Fact]
    public async Task A_quarantine_that_cannot_be_written_is_not_passed_over()
    {
        _bench.Quarantine.Failure = new JournalUnavailableException("full");
        var result = await _bench.TakeAsync($"{FeedBench.Line("P-1")}\nnonsense\n");
        Assert.Equal((FeedStatus.Unavailable, 1L, 1L), (result.Status, result.Accepted, result.Rejected));
    }

    [Fact]
    public async Task A_sender_who_goes_away_leaves_what_was_accepted()
    {
        using var sender = new CancellationTokenSource();
        var line = Encoding.UTF8.GetBytes(FeedBench.Line("P-1") + "\n");
        var body = new PieceStream(line, () => line.Length, isAsync: true, atEnd: async token =>
        {
            await sender.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
        });
        var result = await _bench.TakeAsync(body, FeedFormat.NdJson, FeedKind.Postings, false, false, sender.Token);

        Assert.Equal(FeedStatus.Cancelled, result.Status);
        Assert.Single(_bench.Bank.Ledger("A1").Postings);
        Assert.Equal(0, _bench.Feed.InFlight);
    }

    [Fact]
    public async Task What_is_in_flight_is_bounded_and_who_finds_no_room_is_told_so()
    {
        var bench = new FeedBench(options =>
        {
            options.MaxInFlight = options.MaxInFlightPerSender = 2_048;
            options.BusyWaitSeconds = 10;
        });
        var stalled = new TaskCompletionSource();
        bench.Bank.BeforeCall = _ => stalled.Task;
        var body = string.Concat(Enumerable.Range(0, 10_000).Select(i => FeedBench.Line($"P-{i}", $"A{i}") + "\n"));
        var taking = bench.TakeAsync(Encoding.UTF8.GetBytes(body));
        Assert.Equal(2_048, bench.Feed.InFlight);
        Assert.False(taking.IsCompleted);

        bench.Time.Advance(TimeSpan.FromSeconds(11));
        stalled.SetResult();
        var result = await taking;
        Assert.Equal((FeedStatus.Busy, 2_048L), (result.Status, result.Accepted));
        Assert.Equal(0, bench.Feed.InFlight);
    }

    [Fact]
    public async Task Too_many_senders_wait_and_are_then_told_to_come_again()
    {
        var bench = new FeedBench(options => options.MaxSenders = 1);
        var stalled = new TaskCompletionSource();
        bench.Bank.BeforeCall = _ => stalled.Task;
        var first = bench.TakeAsync(FeedBench.Line("P-1"));
        var second = bench.TakeAsync(FeedBench.Line("P-2"));
        bench.Time.Advance(TimeSpan.FromSeconds(bench.Options.BusyWaitSeconds + 1));
        Assert.Equal(FeedStatus.Busy, (await second).Status);

        var third = bench.TakeAsync(FeedBench.Line("P-3"));
        stalled.SetResult();
        Assert.Equal((FeedStatus.Completed, FeedStatus.Completed), ((await first).Status, (await third).Status));
    }

    [Fact]
    public async Task Behind_too_many_who_wait_a_sender_is_sent_away_at_once()
    {
        var bench = new FeedBench(options => (options.MaxSenders, options.MaxWaitingSenders) = (1, 1));
        var stalled = new TaskCompletionSource();
        bench.Bank.BeforeCall = _ => stalled.Task;
        var first = bench.TakeAsync(FeedBench.Line("P-1"));
        var second = bench.TakeAsync(FeedBench.Line("P-2"));
        Assert.Equal(FeedStatus.Busy, (await bench.TakeAsync(FeedBench.Line("P-3"))).Status);

        stalled.SetResult();
        Assert.Equal((FeedStatus.Completed, FeedStatus.Completed), ((await first).Status, (await second).Status));
        Assert.Equal(FeedStatus.Completed, (await bench.TakeAsync(FeedBench.Line("P-3"))).Status);
    }

    [Fact]
    public async Task Books_that_stand_still_do_not_hold_a_sender_for_ever_and_what_they_hold_ends_later()
    {
        var stalled = new TaskCompletionSource();
        _bench.Bank.BeforeCall = id => id == "A2" ? stalled.Task : Task.CompletedTask;
        var body = $"{FeedBench.Line("P-1")}\n{FeedBench.Line("P-2", "A2")}\n{FeedBench.Line("P-3", "A2")}\n";
        var taking = _bench.TakeAsync(body);
        _bench.Time.Advance(TimeSpan.FromSeconds(_bench.Options.AnswerWaitSeconds - 1));
        Assert.False(taking.IsCompleted);
        _bench.Time.Advance(TimeSpan.FromSeconds(2));
        var result = await taking;
        Assert.Equal((FeedStatus.Busy, 1L), (result.Status, result.Accepted));
        Assert.Equal(2, _bench.Feed.InFlight);

        stalled.SetResult();
        Assert.Equal(0, _bench.Feed.InFlight);
        var again = await _bench.TakeAsync(body);
        Assert.Equal((FeedStatus.Completed, 3L), (again.Status, again.Accepted + again.Duplicates));
        Assert.Equal(3, _bench.Bank.PostingsApplied);
    }

    [Fact]
    public async Task Books_that_are_slow_but_move_are_waited_for()
    {
        var (one, two) = (new TaskCompletionSource(), new TaskCompletionSource());
        _bench.Bank.BeforeCall = id => id == "A1" ? one.Task : two.Task;
        var taking = _bench.TakeAsync($"{FeedBench.Line("P-1")}\n{FeedBench.Line("P-2", "A2")}\n");
        _bench.Time.Advance(TimeSpan.FromSeconds(_bench.Options.AnswerWaitSeconds - 1));
        one.SetResult();
        _bench.Time.Advance(TimeSpan.FromSeconds(2));
        two.SetResult();
        var result = await taking;
        Assert.Equal((FeedStatus.Completed, 2L), (result.Status, result.Accepted));
    }

    private static string Refused(string id, string account) =>
        FeedBench.Line(id, account).Replace("CNY", "USD", StringComparison.Ordinal);

    /// <summary>Makes a failed call two times more, at once.</summary>
    private static FeedBench Retrying() => new(
        options =>
        {
            options.Retries = 2;
            options.RetryDelayMilliseconds = 1;
        },
        TimeProvider.System);

    /// <summary>Booked long ago, for a test on the real clock.</summary>
    private static string Soon(string id) => FeedBench.Line(id).Replace("2026-06-01", "2020-06-01", StringComparison.Ordinal);
}
