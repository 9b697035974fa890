using System.Collections.Frozen;
using System.Globalization;
using Monitoring.Contracts.Alert;
using Monitoring.Domain.Model;

namespace Monitoring.Domain.Detection;

/// <summary>
/// The sentences of the reasons, in English and Chinese. A template names its values in braces: <c>{days}</c> as it is, <c>{days|day}</c>
/// counted with a noun, <c>{in:money}</c> an amount of the form <c>1250000 CNY</c>. Pure and thread-safe.
/// </summary>
public static class ReasonTexts
{
    /// <summary>Locale of the English sentences; taken where another one is not known.</summary>
    public const string English = "en";

    /// <summary>Locale of the Chinese sentences.</summary>
    public const string Chinese = "zh-CN";

    private static readonly FrozenDictionary<string, (string English, string Chinese)> Templates =
        new Dictionary<string, (string English, string Chinese)>(StringComparer.Ordinal)
        {
            ["M1_TOTALS"] = (
                "Within {days|day}, {credits|large credit} of {in:money} in all and {debits|large debit} of {out:money} in all: the totals are about the same.",
                "{days} 天内频繁大额收付：大额收入 {credits} 笔，合计 {in:money}；大额支出 {debits} 笔，合计 {out:money}；收付总额大致相当。"),
            ["M1_RETURNED"] = (
                "{in:money} came in from {party} and {out:money} went back to the same party {hours|hour} later.",
                "{in:money} 自 {party} 转入，{hours|小时}后 {out:money} 又转回同一对手。"),
            ["M2_PIECES"] = (
                "{lumps|large credit} of {lump:money} in all left within {days|day} in {pieces|small debit} of {total:money} in all, {percent} % of it.",
                "整收零付：大额收入 {lumps} 笔，合计 {lump:money}；{days} 天内分 {pieces} 笔小额付出，合计 {total:money}，占 {percent}%。"),
            ["M3_PIECES"] = (
                "{pieces|small credit} of {total:money} in all, gathered within {days|day}, left in {lumps|large debit} of {lump:money} in all; they make {percent} % of it.",
                "零收整付：{days} 天内 {pieces} 笔小额收入，合计 {total:money}，随后以 {lumps} 笔大额付出，合计 {lump:money}；收入占 {percent}%。"),
            ["S1_CREDIT"] = (
                "No customer-initiated movement for {days|day} (the limit is {limitDays|day}), then a credit of {amount:money}.",
                "长期未发生业务又突然发生大额资金收付：{days} 天无客户主动交易（界限 {limitDays} 天）后，突然收入 {amount:money}。"),
            ["S1_DEBIT"] = (
                "No customer-initiated movement for {days|day} (the limit is {limitDays|day}), then a debit of {amount:money}.",
                "长期未发生业务又突然发生大额资金收付：{days} 天无客户主动交易（界限 {limitDays} 天）后，突然支出 {amount:money}。"),
            ["S3_NEVER_SEEN"] = (
                "Large transfer of {amount:money} with {party}: never dealt with before (looked back {days|day}) and not declared.",
                "与 {party} 发生大额转账 {amount:money}：此前从无往来（回溯 {days} 天），亦未申报为往来对手。"),
            ["S3_NOT_SEEN"] = (
                "Large transfer of {amount:money} with {party}: not dealt with in the last {days|day} and not declared.",
                "与 {party} 发生大额转账 {amount:money}：最近 {days} 天无往来，亦未申报为往来对手。"),
            ["S4_IN_AND_OUT"] = (
                "Opened by a walk-in customer; within {days|day} of opening {in:money} came in and {out:money} went out.",
                "客户自行上门开户，开户 {days|天}内即发生大额收付：收入 {in:money}，支出 {out:money}。"),
            ["F1_FLAT"] = (
                "Movements on {days|active day} running, and each of them ended with the same balance, {balance:money}.",
                "有发生额但余额不变：连续 {days} 个有交易的营业日，日终余额均为 {balance:money}。"),
            ["F2_EMPTY"] = (
                "Empty account: no posting from its opening to the end of {month}.",
                "空户：自开户至 {month} 月末无任何分录。"),
            ["F2_ZERO"] = (
                "Zero account: the balance is zero at the end of {month}.",
                "零户：{month} 月末余额为零。"),
            ["B1_PARTED"] = (
                "Our running balance is {ours:money}, the source reports {theirs:money}: a difference of {difference:money}.",
                "余额不符：本平台连续余额 {ours:money}，来源系统余额 {theirs:money}，相差 {difference:money}。"),
            ["B2_BELOW_ZERO"] = (
                "Deposit account below zero: the balance is {balance:money}.",
                "存款账户透支：余额 {balance:money}。"),
            ["D1_OWNER"] = (
                "Teller {teller} posted {amount:money} by hand to an account of their own.",
                "柜员 {teller} 手工记入本人账户 {amount:money}。"),
            ["D1_RELATED"] = (
                "Teller {teller} posted {amount:money} by hand to an account declared as related to them.",
                "柜员 {teller} 手工记入其申报的关联账户 {amount:money}。"),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All codes of the rules that have sentences; those of the model are named after its features.</summary>
    public static IEnumerable<string> Codes => Templates.Keys;

    /// <summary>The sentence of a reason.</summary>
    /// <param name="reason">Code and values.</param>
    /// <param name="locale"><see cref="English"/> or <see cref="Chinese"/>; any other is answered in English.</param>
    /// <returns>
    /// The sentence; of a code without one, as a later version may have written it, the code and its values. A value that is missing stays
    /// in braces.
    /// </returns>
    public static string Render(AlertReason reason, string locale)
    {
        var isChinese = string.Equals(locale, Chinese, StringComparison.OrdinalIgnoreCase);
        return Find(reason.Code) is { } template
            ? ReasonTemplate.Fill(isChinese ? template.Chinese : template.English, reason.Arguments, isChinese)
            : Plain(reason);
    }

    /// <summary>Names of the values that a code's sentence uses, each once; empty when the code has none.</summary>
    /// <param name="code">The code.</param>
    /// <param name="locale">As in <see cref="Render"/>.</param>
    public static IReadOnlySet<string> ArgumentsOf(string code, string locale) =>
        Find(code) is { } template
            ? ReasonTemplate.Names(string.Equals(locale, Chinese, StringComparison.OrdinalIgnoreCase) ? template.Chinese : template.English)
            : FrozenSet<string>.Empty;

    private static (string English, string Chinese)? Find(string code) =>
        Templates.TryGetValue(code, out var template) ? template : ModelReasonTexts.Find(code);

    private static string Plain(AlertReason reason) => reason.Arguments.Count == 0
        ? reason.Code
        : string.Create(CultureInfo.InvariantCulture, $"{reason.Code}: {string.Join(", ", reason.Arguments.Select(pair => $"{pair.Key} {pair.Value}"))}");
}
