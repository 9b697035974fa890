using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Monitoring.Contracts.Alert;
using Monitoring.Domain.Detection;

namespace Monitoring.Domain.Tests.Detection;

public sealed partial class ReasonTextsTests
{
    [Fact]
    public void Every_reason_a_rule_gives_has_a_sentence_in_both_languages_that_uses_exactly_its_values()
    {
        var given = GivenByRules();

        Assert.Equal(given.Keys.Order(), ReasonTexts.Codes.Order());
        foreach (var (code, arguments) in given)
        {
            Assert.Equal(arguments.Order(), ReasonTexts.ArgumentsOf(code, ReasonTexts.English).Order());
            Assert.Equal(arguments.Order(), ReasonTexts.ArgumentsOf(code, ReasonTexts.Chinese).Order());
        }
    }

    [Fact]
    public void A_sentence_shows_money_with_the_digits_of_its_currency()
    {
        var reason = Reason("B1_PARTED", ("ours", "123450 CNY"), ("theirs", "-5 CNY"), ("difference", "123455 CNY"));

        Assert.Equal(
            "Our running balance is 1,234.50 CNY, the source reports -0.05 CNY: a difference of 1,234.55 CNY.",
            ReasonTexts.Render(reason, "en"));
        Assert.Equal(
            "余额不符：本平台连续余额 1,234.50 元(CNY)，来源系统余额 -0.05 元(CNY)，相差 1,234.55 元(CNY)。",
            ReasonTexts.Render(reason, "zh-CN"));
    }

    [Fact]
    public void One_day_is_not_days()
    {
        var reason = Reason("S4_IN_AND_OUT", ("in", "100 CNY"), ("out", "100 CNY"), ("days", "1"));

        Assert.Contains("within 1 day of opening", ReasonTexts.Render(reason, "en"), StringComparison.Ordinal);
    }

    [Fact]
    public void No_whole_hour_is_less_than_one()
    {
        var reason = Reason("M1_RETURNED", ("in", "100 CNY"), ("out", "100 CNY"), ("party", "A"), ("hours", "0"));

        Assert.Contains("went back to the same party less than 1 hour later", ReasonTexts.Render(reason, "en"), StringComparison.Ordinal);
        Assert.Contains("不足 1 小时后", ReasonTexts.Render(reason, "zh-CN"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_locale_that_is_not_known_is_answered_in_English()
    {
        var reason = Reason("F2_ZERO", ("month", "2026-10"));

        Assert.Equal(ReasonTexts.Render(reason, "en"), ReasonTexts.Render(reason, "fr"));
        Assert.Equal(ReasonTexts.Render(reason, "zh-cn"), ReasonTexts.Render(reason, "zh-CN"));
    }

    [Fact]
    public void A_code_without_a_sentence_shows_itself_and_its_values() =>
        Assert.Equal("X9_NEW: days 3", ReasonTexts.Render(Reason("X9_NEW", ("days", "3")), "en"));

    [Theory]
    [InlineData(0, "CNY", "0.00 CNY")]
    [InlineData(-1, "CNY", "-0.01 CNY")]
    [InlineData(1234567, "JPY", "1,234,567 JPY")]
    [InlineData(1234567, "KWD", "1,234.567 KWD")]
    [InlineData(long.MaxValue, "CNY", "92,233,720,368,547,758.07 CNY")]
    [InlineData(long.MinValue, "CNY", "-92,233,720,368,547,758.08 CNY")]
    public void Money_is_written_exactly(long minorUnits, string currency, string text) =>
        Assert.Equal(text, MoneyText.Format(minorUnits, currency, isChinese: false));

    [Fact]
    public void Only_yuan_are_written_as_yuan_in_Chinese() =>
        Assert.Equal("12.00 USD", MoneyText.Format(1200, "USD", isChinese: true));

    private static AlertReason Reason(string code, params (string Name, string Value)[] values) =>
        new(code, values.ToDictionary(value => value.Name, value => value.Value));

    /// <summary>Codes and names of values as they stand in the sources of the rules.</summary>
    private static Dictionary<string, HashSet<string>> GivenByRules([CallerFilePath] string here = "")
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
        var given = new Dictionary<string, HashSet<string>>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, "grains", "Monitoring.Domain", "Detection"), "*.cs"))
        {
            if (Path.GetFileName(file) is "ReasonTexts.cs" or "Reason.cs") continue;
            var source = File.ReadAllText(file);
            foreach (Match chain in Chain().Matches(source))
            {
                var codes = Code().Matches(chain.Groups["code"].Value);
                // Where the code is handed in, every code of the file goes with the chain.
                foreach (Match code in codes.Count > 0 ? codes : Code().Matches(source))
                {
                    var names = Name().Matches(chain.Value).Select(name => name.Groups["name"].Value).ToHashSet();
                    Assert.True(given.TryAdd(code.Groups["code"].Value, names), string.Create(CultureInfo.InvariantCulture, $"{code} is given twice."));
                }
            }
        }

        return given;
    }

    [GeneratedRegex("""Reason\.Of\(\s*decision,(?<code>[^)]*)\)[^;]*;""")]
    private static partial Regex Chain();

    [GeneratedRegex("""
        "(?<code>[A-Z]\d_[A-Z_]+)"
        """)]
    private static partial Regex Code();

    [GeneratedRegex("""\.(Money|Number|Text)\(\s*"(?<name>\w+)"\s*,""")]
    private static partial Regex Name();
}
