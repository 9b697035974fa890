namespace Monitoring.LocalSilo.Tests;

public sealed class FailureTests
{
    public static TheoryData<string> Kinds => ["Run", "Ask", "RunQuickly", "AskQuickly"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_exception_at_once_goes_to_the_caller_and_the_grain_goes_on(string kind)
    {
        await using var silo = new TestSilo();
        var grain = silo.Grain();
        var exception = await Assert.ThrowsAsync<InvalidDataException>(
            () => Call(grain, kind, static () => throw new InvalidDataException("bad")));
        Assert.Equal("bad", exception.Message);
        await AssertSameGrainServes(silo, grain, kind);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_exception_after_an_await_goes_to_the_caller_and_the_grain_goes_on(string kind)
    {
        await using var silo = new TestSilo();
        var grain = silo.Grain();
        await Assert.ThrowsAsync<InvalidDataException>(() => Call(grain, kind, static async () =>
        {
            await Task.Yield();
            throw new InvalidDataException("bad");
        }));
        await AssertSameGrainServes(silo, grain, kind);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_cancelled_call_is_cancelled_for_the_caller(string kind)
    {
        await using var silo = new TestSilo();
        var grain = silo.Grain();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Call(grain, kind, static async () =>
        {
            await Task.Yield();
            throw new OperationCanceledException();
        }));
        await AssertSameGrainServes(silo, grain, kind);
    }

    [Fact]
    public async Task A_method_that_returns_null_for_a_task_fails_by_name()
    {
        await using var silo = new TestSilo();
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => silo.Grain().Run(static _ => null!).Within());
        Assert.Contains(nameof(ScriptGrain), exception.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => silo.Grain().Ask(static _ => null!).Within());
    }

    [Fact]
    public async Task A_one_way_call_is_done_for_its_caller_at_once_and_its_failure_is_logged()
    {
        await using var silo = new TestSilo();
        var (grain, gate) = (silo.Grain(), new Gate());
        var call = grain.RunOneWay(async _ =>
        {
            await gate.Opened;
            throw new InvalidDataException("bad");
        });
        Assert.True(call.IsCompletedSuccessfully);
        gate.Open();
        await grain.Run(static _ => Task.CompletedTask).Within();
        await silo.Stop().Within();
        await silo.Complained(2906).Within();
        Assert.IsType<InvalidDataException>(Assert.Single(silo.Complaints).Exception);
    }

    [Fact]
    public async Task The_answer_of_a_value_task_can_be_taken_once_only()
    {
        await using var silo = new TestSilo();
        var answer = silo.Grain().AskQuickly(static _ => new ValueTask<string>("once"));
        Assert.Equal("once", await answer);
        Assert.Throws<InvalidOperationException>(() => answer.GetAwaiter().GetResult());
    }

    [Fact]
    public async Task The_answer_of_a_value_task_cannot_be_taken_before_it_is_there()
    {
        await using var silo = new TestSilo();
        var gate = new Gate();
        var answer = silo.Grain().AskQuickly(async _ =>
        {
            await gate.Opened;
            return "late";
        });
        Assert.Throws<InvalidOperationException>(() => answer.GetAwaiter().GetResult());
        gate.Open();
        Assert.Equal("late", await answer);
    }

    [Fact]
    public async Task Answers_stay_with_their_callers_when_calls_that_failed_or_were_cancelled_lie_between()
    {
        await using var silo = new TestSilo();
        var grain = silo.Grain();
        var answers = new List<Task<string>>();
        for (var i = 0; i < 300; i++)
        {
            var (number, gate) = (i, new Gate());
            var answer = grain.Ask(async _ =>
            {
                if (number % 2 == 0) await gate.Opened;
                return (number % 3) switch
                {
                    0 => $"{number}",
                    1 => throw new InvalidDataException($"{number}"),
                    _ => throw new OperationCanceledException(),
                };
            });
            gate.Open();
            // Answered before the next call, which may then use the same request.
            if (number % 5 != 0) await Task.WhenAny(answer).Within();
            answers.Add(answer);
        }

        for (var i = 0; i < answers.Count; i++)
        {
            await Task.WhenAny(answers[i]).Within();
            if (i % 3 == 0) Assert.Equal($"{i}", await answers[i]);
            else if (i % 3 == 1) Assert.Equal($"{i}", (await Assert.ThrowsAsync<InvalidDataException>(() => answers[i])).Message);
            else Assert.True(answers[i].IsCanceled);
        }
    }

    private static Task Call(IScriptGrain grain, string kind, Func<Task> body) => (kind switch
    {
        "Run" => grain.Run(_ => body()),
        "Ask" => grain.Ask(_ => Text(body)),
        "RunQuickly" => grain.RunQuickly(_ => new ValueTask(body())).AsTask(),
        _ => grain.AskQuickly(_ => new ValueTask<string>(Text(body))).AsTask(),
    }).Within();

    /// <summary>Not async, so that what the body throws at once is thrown at once here too.</summary>
    private static Task<string> Text(Func<Task> body)
    {
        var task = body();
        return Continue();

        async Task<string> Continue()
        {
            await task;
            return "";
        }
    }

    private static async Task AssertSameGrainServes(TestSilo silo, IScriptGrain grain, string kind)
    {
        var lives = 0;
        silo.Script.OnConstruct = _ => lives++;
        await Call(grain, kind, static () => Task.CompletedTask);
        Assert.Equal(0, lives);
    }
}
