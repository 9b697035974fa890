using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Monitoring.Silo.Feed;

namespace Monitoring.Silo.Tests.Feed;

public sealed class FeedOptionsTests
{
    [Fact]
    public void Without_configuration_the_defaults_are_sound()
    {
        var options = Read([]);
        Assert.Equal((64 * 1024, UnknownAccounts.Open, ""), (options.MaxLineBytes, options.UnknownAccounts, options.WatchFolder));
    }

    [Fact]
    public void Keys_relied_on_are_read()
    {
        var options = Read([new("Feed:MaxLineBytes", "2048"), new("Feed:UnknownAccounts", "reject")]);
        Assert.Equal((2_048, UnknownAccounts.Reject), (options.MaxLineBytes, options.UnknownAccounts));
    }

    [Theory]
    [InlineData("Feed:MaxLineBytes", "10")]
    [InlineData("Feed:MaxSenders", "0")]
    [InlineData("Feed:MaxInFlight", "3000")]
    [InlineData("Feed:BusyWaitSeconds", "-1")]
    [InlineData("Feed:MaxWaitingSenders", "-1")]
    [InlineData("Feed:AnswerWaitSeconds", "0")]
    [InlineData("Feed:UnknownAccounts", "7")]
    public void What_cannot_work_is_refused_at_start(string key, string value) =>
        Assert.Throws<OptionsValidationException>(() => Read([new(key, value)]));

    private static FeedOptions Read(KeyValuePair<string, string?>[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection().AddFeed(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<FeedOptions>>().Value;
    }
}
