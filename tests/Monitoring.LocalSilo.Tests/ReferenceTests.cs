using Orleans;
using Orleans.Concurrency;

namespace Monitoring.LocalSilo.Tests;

public sealed class ReferenceTests
{
    private interface ITwoFaced : IGrainWithStringKey
    {
        [ReadOnly]
        Task Look();

        Task Look(int deeper);
    }

    private interface IOneWayAnswer : IGrainWithStringKey
    {
        [OneWay]
        Task<int> Tell();
    }

    public interface IMislabelled : IGrainWithStringKey
    {
        [ReadOnly]
        Task Look();
    }

    public interface ISecondFace : IGrainWithStringKey
    {
        Task<object> Self();
    }

    public interface IFirstFace : IGrainWithStringKey
    {
        Task<object> Self();

        Task<bool> IsSame(IFirstFace other);
    }

    [Fact]
    public async Task References_are_equal_by_interface_and_key()
    {
        await using var silo = new TestSilo();
        Assert.Equal(silo.Grain("a"), silo.Grain("a"));
        Assert.Equal(silo.Grain("a").GetHashCode(), silo.Grain("a").GetHashCode());
        Assert.NotEqual(silo.Grain("a"), silo.Grain("b"));
        Assert.NotEqual<object>(silo.Grain("a"), silo.Get<IReentrantGrain>("a"));
        Assert.Equal("a", silo.Grain("a").GetPrimaryKeyString());
        Assert.Equal("script/a", silo.Grain("a").ToString());
    }

    [Fact]
    public async Task A_class_behind_two_interfaces_is_one_grain_and_gives_a_reference_to_itself()
    {
        await using var silo = new TestSilo(static o => o
            .AddGrain<IFirstFace, TwoFaces>(static (s, k) => new FirstReference(s, k))
            .AddGrain<ISecondFace, TwoFaces>(static (s, k) => new SecondReference(s, k)));
        var first = await silo.Get<IFirstFace>("x").Self().Within();
        Assert.Same(first, await silo.Get<ISecondFace>("x").Self().Within());
        Assert.True(await silo.Get<IFirstFace>("x").IsSame(silo.Get<ISecondFace>("x").AsReference<IFirstFace>()).Within());
        Assert.Equal("two-faces/x", silo.Get<IFirstFace>("x").ToString());
    }

    [Fact]
    public async Task An_interface_that_is_not_registered_is_refused_by_name()
    {
        await using var silo = new TestSilo();
        var exception = Assert.Throws<ArgumentException>(() => silo.Get<ICounterGrain>());
        Assert.Contains(nameof(ICounterGrain), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prefix_has_to_fit_the_class()
    {
        await using var silo = new TestSilo();
        Assert.Equal(silo.Grain("a"), silo.Host.GetGrain<IScriptGrain>("a", "Monitoring.LocalSilo.Tests.Script"));
        Assert.Throws<ArgumentException>(() => silo.Host.GetGrain<IScriptGrain>("a", "Other."));
        Assert.Throws<ArgumentNullException>(() => silo.Host.GetGrain<IScriptGrain>(null!));
    }

    [Fact]
    public void What_a_reference_could_get_wrong_is_refused_when_it_is_registered()
    {
        Refused<ITwoFaced, TwoFacedGrain>("overloads");
        Refused<IOneWayAnswer, OneWayAnswerGrain>("one-way");
        Refused<IMislabelled, TwoConstructors>("constructor");
        Assert.Throws<ArgumentException>(() => new TestSilo(static o =>
            o.AddGrain<IScriptGrain, ScriptGrain>(static (s, k) => new ScriptGrainReference<IScriptGrain>(s, k))));

        static void Refused<TInterface, TGrain>(string why)
            where TInterface : class, IGrainWithStringKey
            where TGrain : Grain, TInterface
        {
            var exception = Assert.Throws<ArgumentException>(
                () => new TestSilo(static o => o.AddGrain<TInterface, TGrain>(static (_, _) => null!)));
            Assert.Contains(why, exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_reference_that_calls_from_a_method_of_another_name_is_told_so()
    {
        await using var silo = new TestSilo(static o =>
            o.AddGrain<IMislabelled, MislabelledGrain>(static (s, k) => new MislabelledReference(s, k)));
        var reference = (MislabelledReference)silo.Get<IMislabelled>();
        await reference.Look().Within();
        Assert.Throws<InvalidOperationException>(() => { _ = reference.Peek(); });
    }

    [GrainType("two-faces")]
    private sealed class TwoFaces : Grain, IFirstFace, ISecondFace
    {
        public Task<object> Self() => Task.FromResult<object>(this);

        public Task<bool> IsSame(IFirstFace other) => Task.FromResult(other.Equals(this.AsReference<IFirstFace>()));
    }

    private sealed class FirstReference(LocalSiloHost silo, string key) : LocalGrainReference<IFirstFace>(silo, key), IFirstFace
    {
        public Task<object> Self() => Invoke(static grain => grain.Self());

        public Task<bool> IsSame(IFirstFace other) => Invoke(static (grain, other) => grain.IsSame(other), other);
    }

    private sealed class SecondReference(LocalSiloHost silo, string key) : LocalGrainReference<ISecondFace>(silo, key), ISecondFace
    {
        public Task<object> Self() => Invoke(static grain => grain.Self());
    }

    private sealed class TwoFacedGrain : Grain, ITwoFaced
    {
        public Task Look() => Task.CompletedTask;

        public Task Look(int deeper) => Task.CompletedTask;
    }

    private sealed class OneWayAnswerGrain : Grain, IOneWayAnswer
    {
        public Task<int> Tell() => Task.FromResult(0);
    }

    private sealed class TwoConstructors : Grain, IMislabelled
    {
        public TwoConstructors()
        {
        }

        public TwoConstructors(Script script) => _ = script;

        public Task Look() => Task.CompletedTask;
    }

    private sealed class MislabelledGrain : Grain, IMislabelled
    {
        public Task Look() => Task.CompletedTask;
    }

    private sealed class MislabelledReference(LocalSiloHost silo, string key) : LocalGrainReference<IMislabelled>(silo, key), IMislabelled
    {
        public Task Look() => Invoke(static grain => grain.Look());

        public Task Peek() => Invoke(static grain => grain.Look());
    }
}
