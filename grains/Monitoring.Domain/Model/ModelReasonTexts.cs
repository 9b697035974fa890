using System.Collections.Frozen;
using static Monitoring.Domain.Model.Feature;

namespace Monitoring.Domain.Model;

/// <summary>
/// Sentences for the features that pushed a score up, in English and Chinese. Holes by unit: a share <c>{percent}</c>, a size
/// <c>{amount:money}</c> (to three digits), a count <c>{count}</c>, days <c>{days}</c>, a ratio <c>{times}</c>. Flags have a sentence for each of
/// their values.
/// </summary>
internal static class ModelReasonTexts
{
    /// <summary>How codes of the model begin.</summary>
    public const string Prefix = "L1_";

    /// <summary>Code of the reason that tells the score itself.</summary>
    public const string Score = "L1_SCORE";

    /// <summary>What follows a flag's code when it does not hold.</summary>
    private const string Not = "_NOT";

    private static readonly FrozenDictionary<string, (string English, string Chinese)> Templates = All();

    /// <summary>All codes.</summary>
    public static IEnumerable<string> Codes => Templates.Keys;

    /// <summary>Code of a feature with a value.</summary>
    public static string CodeOf(FeatureDefinition feature, float value) =>
        Prefix + feature.Name.ToUpperInvariant() + (feature.Unit == FeatureUnit.Flag && value < 0.5f ? Not : "");

    /// <summary>Both sentences of a code; <c>null</c> when there are none.</summary>
    public static (string English, string Chinese)? Find(string code) => Templates.TryGetValue(code, out var found) ? found : null;

    private static FrozenDictionary<string, (string, string)> All()
    {
        var all = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
        {
            [Score] = ("The model {version} takes this for suspicious with {percent} %; it warns from {threshold} %.", "模型 {version} 判定可疑概率为 {percent}%，预警阈值为 {threshold}%。"),
        };
        foreach (var (feature, english, chinese) in Plain())
        {
            all.Add(CodeOf(FeatureSchema.All[(int)feature], 1), (english, chinese));
        }

        foreach (var (feature, english, chinese, notEnglish, notChinese) in Flags())
        {
            all.Add(CodeOf(FeatureSchema.All[(int)feature], 1), (english, chinese));
            all.Add(CodeOf(FeatureSchema.All[(int)feature], 0), (notEnglish, notChinese));
        }

        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static (Feature, string, string)[] Plain() =>
    [
        (AmountSize, "This posting is of about {amount:money}.", "本笔金额约 {amount:money}。"),
        (SizeIn1d, "About {amount:money} came in within a day.", "一日内收入约 {amount:money}。"),
        (SizeOut1d, "About {amount:money} went out within a day.", "一日内支出约 {amount:money}。"),
        (CountIn1d, "{count|credit} within a day.", "一日内收入 {count} 笔。"),
        (CountOut1d, "{count|debit} within a day.", "一日内支出 {count} 笔。"),
        (SizeIn5d, "About {amount:money} came in within 5 days.", "五日内收入约 {amount:money}。"),
        (SizeOut5d, "About {amount:money} went out within 5 days.", "五日内支出约 {amount:money}。"),
        (CountIn5d, "{count|credit} within 5 days.", "五日内收入 {count} 笔。"),
        (CountOut5d, "{count|debit} within 5 days.", "五日内支出 {count} 笔。"),
        (SizeIn30d, "About {amount:money} came in within 30 days.", "三十日内收入约 {amount:money}。"),
        (SizeOut30d, "About {amount:money} went out within 30 days.", "三十日内支出约 {amount:money}。"),
        (CountIn30d, "{count|credit} within 30 days.", "三十日内收入 {count} 笔。"),
        (CountOut30d, "{count|debit} within 30 days.", "三十日内支出 {count} 笔。"),
        (Turnover30d, "The turnover of 30 days is about {amount:money}.", "三十日内收支合计约 {amount:money}。"),
        (OutShare1d, "{percent} % of the day's turnover went out.", "当日收支中支出占 {percent}%。"),
        (OutShare5d, "{percent} % of 5 days' turnover went out.", "五日收支中支出占 {percent}%。"),
        (OutShare30d, "{percent} % of 30 days' turnover went out.", "三十日收支中支出占 {percent}%。"),
        (Gap1d, "What came in and what went out within a day differ by {percent} %.", "一日内收支相差 {percent}%。"),
        (Gap5d, "What came in and what went out within 5 days differ by {percent} %.", "五日内收支相差 {percent}%。"),
        (Gap30d, "What came in and what went out within 30 days differ by {percent} %.", "三十日内收支相差 {percent}%。"),
        (Left3h, "{percent} % of what came in left within 3 hours.", "收入资金的 {percent}% 在 3 小时内转出。"),
        (Left24h, "{percent} % of what came in left within 24 hours.", "收入资金的 {percent}% 在 24 小时内转出。"),
        (Left24h30d, "{percent} % of what came in within 30 days left within 24 hours of coming.", "三十日内收入资金的 {percent}% 在到账 24 小时内转出。"),
        (ReturnedShare, "{percent} % of what came in went back to the party it came from.", "收入资金的 {percent}% 转回原付款方。"),
        (AmountOverUsual, "The amount is {times} times what is large for this account.", "金额为该账户惯常大额的 {times} 倍。"),
        (UsualPostings, "The account's habit is known from {count|posting}.", "该账户的交易习惯依据 {count} 笔记录。"),
        (InOverUsual, "{times} times as much as usual came in within 30 days.", "三十日内收入为平常的 {times} 倍。"),
        (OutOverUsual, "{times} times as much as usual went out within 30 days.", "三十日内支出为平常的 {times} 倍。"),
        (In5dOverUsual, "{times} times as much as usual came in within 5 days.", "五日内收入为平常的 {times} 倍。"),
        (Out5dOverUsual, "{times} times as much as usual went out within 5 days.", "五日内支出为平常的 {times} 倍。"),
        (HistoryLength, "The account's usual flows are known from {count} blocks of five days.", "该账户的平常流量依据 {count} 个五日时段。"),
        (PartiesIn30d, "Money came from about {count} parties within 30 days.", "三十日内约有 {count} 个付款方。"),
        (PartiesOut30d, "Money went to about {count} parties within 30 days.", "三十日内约有 {count} 个收款方。"),
        (PartiesIn10d, "Money came from about {count} parties within 10 days.", "十日内约有 {count} 个付款方。"),
        (PartiesOut10d, "Money went to about {count} parties within 10 days.", "十日内约有 {count} 个收款方。"),
        (NewPartyInShare, "{percent} % of the credits within 30 days came from parties not known before.", "三十日内 {percent}% 的收入笔数来自陌生对手。"),
        (NewPartyOutShare, "{percent} % of the debits within 30 days went to parties not known before.", "三十日内 {percent}% 的支出笔数付给陌生对手。"),
        (PartyMonths, "The party was seen the same way in {count} earlier months.", "该对手此前在 {count} 个月份有同向往来。"),
        (Silence, "The customer's last movement was {days|day} before.", "距客户上一次主动交易 {days} 天。"),
        (LongestSilence30d, "The account had been silent for {days|day}.", "账户此前静止 {days} 天。"),
        (Age, "The account is {days|day} old.", "账户开立 {days} 天。"),
        (NightShare, "{percent} % of the postings within 30 days were booked at night.", "三十日内 {percent}% 的交易发生在夜间。"),
        (RoundShare, "{percent} % of the postings within 30 days were whole thousands.", "三十日内 {percent}% 的交易为整千金额。"),
        (BeneathLimitShare, "{percent} % of the postings within 30 days lay just beneath the limit.", "三十日内 {percent}% 的交易略低于大额限额。"),
        (BeneathLimitCount, "{count|posting} within 30 days just beneath the limit.", "三十日内 {count} 笔交易略低于大额限额。"),
        (CounterShare, "{percent} % of the postings within 30 days were made over the counter.", "三十日内 {percent}% 的交易在柜面办理。"),
        (CashMachineShare, "{percent} % of the postings within 30 days were made at cash machines.", "三十日内 {percent}% 的交易在自助机具办理。"),
        (RemoteShare, "{percent} % of the postings within 30 days were made online or by transfer.", "三十日内 {percent}% 的交易为网上或转账。"),
        (HabitShare, "{percent} % of 30 days' turnover was with regular parties.", "三十日收支中 {percent}% 为固定往来对手。"),
        (BalanceSize, "About {amount:money} is left on the account.", "账户余额约 {amount:money}。"),
        (BalanceKept, "The balance is {percent} % of itself and what went out within 5 days.", "余额占其与五日支出之和的 {percent}%。"),
        (TurnoverOverBalance, "30 days' turnover is {times} times the balance that usually stands.", "三十日收支为平常余额的 {times} 倍。"),
        (Branches30d, "Postings were booked at {count} branches within 30 days.", "三十日内在 {count} 个网点发生交易。"),
        (AwayShare, "{percent} % of the postings within 30 days were booked at other branches.", "三十日内 {percent}% 的交易在其他网点办理。"),
        (InMeanSize30d, "The mean credit of 30 days is about {amount:money}.", "三十日内每笔收入平均约 {amount:money}。"),
        (OutMeanSize30d, "The mean debit of 30 days is about {amount:money}.", "三十日内每笔支出平均约 {amount:money}。"),
    ];

    private static (Feature, string, string, string, string)[] Flags() =>
    [
        (IsCredit, "This posting is a credit.", "本笔为收入。", "This posting is a debit.", "本笔为支出。"),
        (PartyIsNew, "The party was not known to the account.", "对手为该账户的陌生对手。", "The party is not a new one.", "对手并非陌生对手。"),
        (HasParty, "The posting names its party.", "本笔列明对手。", "The posting names no party.", "本笔未列明对手。"),
        (AgeIsKnown, "The day of opening is known.", "开户日期已知。", "The day of opening is not known.", "开户日期不详。"),
        (IsCorporate, "It is a corporate account.", "对公账户。", "It is a personal account.", "个人账户。"),
        (IsWalkIn, "Opened by a walk-in customer.", "客户自行上门开户。", "Not opened by a walk-in customer.", "非客户自行上门开户。"),
        (IsOwnTeller, "Booked by hand by a teller who owns the account or is related to it.", "由账户所有人或其关联柜员手工记账。", "Not booked by a related teller.", "非关联柜员记账。"),
        (IsNight, "Booked at night.", "夜间记账。", "Not booked at night.", "非夜间记账。"),
    ];
}
