using Monitoring.EndToEnd.Support;

namespace Monitoring.EndToEnd;

/// <summary>The pages' own checks, as a developer runs them.</summary>
public sealed class DashboardTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static string Folder => Path.Combine(Product.Root, "api", "dashboard");

    [Theory]
    [InlineData("check")]
    [InlineData("test")]
    public async Task The_pages_operations_types_format_and_parts_hold(string script)
    {
        // Present whenever the build found Node.js.
        Assert.SkipUnless(Directory.Exists(Path.Combine(Folder, "node_modules")), "The pages were not built: Node.js is not installed.");
        await using var run = ProcessRun.Start("npm", ["run", script, "--no-update-notifier"], Folder);
        var code = await run.ExitAsync(Patience);
        Assert.True(code == 0, run.Output);
    }
}
