using Monitoring.Api.Commands;
using Monitoring.Api.Hosting;
using Monitoring.Api.Tests.Support;

namespace Monitoring.Api.Tests.Commands;

public sealed class HealthCommandTests
{
    [Fact]
    public async Task It_tells_a_server_that_is_ready_from_one_that_is_gone()
    {
        using var folder = new TemporaryFolder();
        Uri address;
        await using (var server = await TestServer.StartAsync(folder.Path))
        {
            address = server.Address;
            Assert.Equal(ExitCodes.Done, await AskAsync(address));
        }

        Assert.Equal(ExitCodes.Failed, await AskAsync(address));
    }

    [Theory]
    [InlineData("http://+:5080", "http://localhost:5080/health/ready")]
    [InlineData("http://*:5081", "http://localhost:5081/health/ready")]
    [InlineData("http://0.0.0.0:80", "http://localhost/health/ready")]
    [InlineData("http://[::]:5080", "http://localhost:5080/health/ready")]
    [InlineData("http://127.0.0.1:5080/", "http://127.0.0.1:5080/health/ready")]
    public void An_address_of_all_interfaces_is_called_on_this_machine(string listening, string called) =>
        Assert.Equal(called, HealthCommand.ReachableAt(listening).ToString());

    private static Task<int> AskAsync(Uri address) => MonitoringCommand.RunAsync(["health", "--urls", address.ToString()]);
}
