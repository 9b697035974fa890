namespace Monitoring.Tidy;

public sealed class SmokeTests
{
    [Fact]
    public void Truth_is_true() => Assert.Equal(2, 1 + 1);
}
