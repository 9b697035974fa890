using Monitoring.Contracts.Ledger;

namespace Monitoring.Contracts.Tests.Ledger;

public sealed class CurrenciesTests
{
    [Theory]
    [InlineData("CNY", 2)]
    [InlineData("USD", 2)]
    [InlineData("JPY", 0)]
    [InlineData("KWD", 3)]
    [InlineData("ISK", 0)]
    public void Minor_units_have_the_digits_of_the_standard(string code, int digits) => Assert.Equal(digits, Currencies.MinorDigitsOf(code));

    [Theory]
    [InlineData("cny")]
    [InlineData("XXX")]
    [InlineData("")]
    [InlineData("CNYY")]
    [InlineData(" CNY")]
    public void What_is_no_code_is_not_found(string code)
    {
        Assert.Null(Currencies.Find(code));
        Assert.Throws<ArgumentException>(() => Currencies.MinorDigitsOf(code));
    }

    [Fact]
    public void Every_code_is_three_capitals_and_is_found_as_one_shared_string()
    {
        Assert.All(Currencies.All, code =>
        {
            Assert.Matches("^[A-Z]{3}$", code);
            Assert.Same(Currencies.Find(code), Currencies.Find(new string(code.ToCharArray())));
            Assert.InRange(Currencies.MinorDigitsOf(code), 0, 3);
        });
        Assert.Contains(Currencies.Default, Currencies.All);
    }
}
