namespace Monitoring.Models.Simulation;

/// <summary>Names of people, firms and branches, made of common parts; any likeness to a real one is chance.</summary>
internal static class Names
{
    private static readonly string[] Surnames =
    [
        "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林",
        "何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧", "程", "曹",
    ];

    private static readonly string[] Given =
    [
        "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明",
        "超", "秀兰", "霞", "平", "刚", "桂英", "文博", "子涵", "雨桐", "建国", "建华", "志强", "海燕", "春梅", "玉兰", "德明",
    ];

    private static readonly string[] Places =
    [
        "清河", "东山", "青田", "双流", "永安", "平湖", "石桥", "龙泉", "白水", "新丰", "大营", "柳林", "金沙", "北屯", "南岭", "西坪",
    ];

    private static readonly string[] Firms = ["兴旺", "裕丰", "宏达", "瑞祥", "恒通", "德润", "同心", "广源", "永泰", "嘉禾", "福临", "万顺"];

    private static readonly string[] People = Cross(Surnames, Given, string.Empty);
    private static readonly string[] Trading = Cross(Places, Firms, "商贸有限公司");
    private static readonly string[] Making = Cross(Places, Firms, "制造有限公司");
    private static readonly string[] Shops = Cross(Places, Firms, "商店");
    private static readonly string[] GrainBuyers = Cross(Places, Firms, "粮油收购站");
    private static readonly string[] Schools = [.. Places.Select(place => place + "中学")];
    private static readonly string[] Utilities = ["供电公司", "自来水公司", "燃气公司", "移动通信", "有线电视", "热力公司"];

    public static string OfParty(PartyRole role, ulong bits) => role switch
    {
        PartyRole.Merchant => Pick(Shops, bits),
        PartyRole.Employer => Pick(Making, bits),
        PartyRole.Utility => Pick(Utilities, bits),
        PartyRole.School => Pick(Schools, bits),
        PartyRole.Treasury => "国家金库",
        PartyRole.SocialInsurance => "社会保险事业管理局",
        PartyRole.Supplier or PartyRole.Buyer => Pick(Trading, bits),
        PartyRole.GrainBuyer => Pick(GrainBuyers, bits),
        PartyRole.Landlord or PartyRole.Relative => Pick(People, bits),
        _ => (bits & 1) == 0 ? Pick(People, RandomStream.Mix(bits)) : Pick(Trading, RandomStream.Mix(bits)),
    };

    public static string OfAccount(in Account account)
    {
        ulong bits = RandomStream.Derive(account.Seed, (ulong)Trait.Name);
        return account.Population switch
        {
            Population.Shop => Pick(Shops, bits),
            Population.Wholesaler or Population.QuietCompany => Pick(Trading, bits),
            Population.Company => Pick(Making, bits),
            _ => account.Kind == FeedAccountKind.CorporateCurrent ? Pick(Trading, bits) : Pick(People, bits),
        };
    }

    public static string OfBranch(int branch) => branch < Places.Length ? Places[branch] + "信用社" : $"第{branch + 1}信用社";

    public static string OfSubBranch(int branch, int sub) => OfBranch(branch).Replace("信用社", $"第{sub + 1}分社", StringComparison.Ordinal);

    private static string Pick(string[] names, ulong bits) => names[(int)Math.BigMul(bits, (ulong)names.Length, out _)];

    private static string[] Cross(string[] first, string[] second, string end) =>
        [.. first.SelectMany(_ => second, (a, b) => a + b + end)];
}
