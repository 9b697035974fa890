using Monitoring.EndToEnd.Support;

namespace Monitoring.EndToEnd.Faults;

/// <summary><c>verify</c> says that a store is sound, and of a damaged one what is wrong with it.</summary>
[Collection(nameof(FaultTests))]
public sealed class VerifyTests(SoundStore store) : IClassFixture<SoundStore>
{
    private const string OfA1 = "(select key from grain where id = 'A1')";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(null, "450 postings, 3 grains: nothing contradicts")]
    [InlineData("update snapshot set data = (select data from snapshot where key = 'A2') where key = 'A1'", "Snapshot: ")]
    [InlineData($"update posting_id set content = content - 1 where grain = {OfA1} and sequence = 50", "PostingId: ")]
    [InlineData($"update posting_id set key = randomblob(16) where grain = {OfA1} and sequence = 50", "PostingId: ")]
    [InlineData($"delete from posting_id where grain = {OfA1} and sequence = 50", "PostingId: ")]
    [InlineData($"update posting_id set reversed = 1 where grain = {OfA1} and sequence = 50", "PostingId: ")]
    [InlineData("update alert_event set record = (select record from alert_event order by cursor desc limit 1) where cursor = 1", "Alert: ")]
    [InlineData("update alert set state = 5, record = zeroblob(9) where raised_cursor = 1", "Alert: ")]
    [InlineData($"update journal set data = zeroblob(20) where grain = {OfA1} and sequence = 50", "Content: ")]
    [InlineData($"update journal set amount = amount - 1 where grain = {OfA1} and sequence = 50", "Balance: ")]
    [InlineData($"delete from journal where grain = {OfA1} and sequence = 50", "Sequence: ")]
    [InlineData("update branch_total set balance_lo = balance_lo + 1", "BranchTotal: ")]
    [InlineData($"update grain_head set balance = balance + 1 where key = {OfA1}", "Head: ")]
    public async Task One_thing_damaged_is_told(string? damage, string expected)
    {
        using var folder = new TemporaryFolder();
        store.CopyTo(folder, damage);
        await using var verify = ProcessRun.Start("dotnet", [Product.Api, "verify", "--data", folder.Path]);
        Assert.True(await verify.ExitAsync(Patience) == (damage is null ? 0 : 1), verify.Output);
        Assert.Contains(expected, verify.Output, StringComparison.Ordinal);
    }
}
