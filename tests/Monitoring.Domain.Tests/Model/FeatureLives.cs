using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Model;
using Monitoring.Domain.Tests.Support;

namespace Monitoring.Domain.Tests.Model;

/// <summary>Lives whose vectors are kept as golden; they never change.</summary>
internal static class FeatureLives
{
    public static IReadOnlyList<(string Name, Func<List<float[]>> Life)> All { get; } =
    [
        ("household", Household), ("revived", Revived), ("mule", Mule), ("company", Company),
    ];

    public static float[] VectorOf(Books books)
    {
        var vector = new float[FeatureSchema.Length];
        Assert.True(Features.Fill(books.State, new LargeParameters(), vector));
        for (var i = 0; i < vector.Length; i++)
        {
            var definition = FeatureSchema.All[i];
            Assert.True(vector[i] >= definition.Min && vector[i] <= definition.Max, $"{definition.Name} is {vector[i]}");
        }

        return vector;
    }

    private static List<float[]> Household()
    {
        var life = new Life(AccountKind.PersonalSavings, OpenedBy.Marketed, openedDaysBefore: 900);
        for (var month = 0; month < 8; month++)
        {
            life.Post(Direction.Credit, 620_000 + (month * 1_000), month * 30, Channel.Batch, "EMPLOYER");
            life.Post(Direction.Debit, 200_000, (month * 30) + 1, Channel.Transfer, "LANDLORD");
            for (var day = 2; day < 28; day += 4)
            {
                life.Post(Direction.Debit, 9_990 + (day * 100), (month * 30) + day + 0.4, Channel.Pos, $"SHOP{day % 3}");
            }

            life.Keep();
        }

        return life.Vectors;
    }

    private static List<float[]> Revived()
    {
        var life = new Life(AccountKind.PersonalSavings, OpenedBy.Unknown, openedDaysBefore: null);
        life.Post(Direction.Credit, 300_000, 0, Channel.Counter, null);
        life.Keep();
        life.Post(Direction.Credit, 4_900_000, 400, Channel.Online, "X");
        life.Keep();
        life.Post(Direction.Debit, 4_700_000, 400.1, Channel.Online, "X");
        life.Keep();
        return life.Vectors;
    }

    private static List<float[]> Mule()
    {
        var life = new Life(AccountKind.PersonalSavings, OpenedBy.WalkIn, openedDaysBefore: 3);
        for (var i = 0; i < 20; i++)
        {
            life.Post(Direction.Credit, 450_000 + i, i * 0.2, Channel.Online, $"PAYER{i}");
        }

        life.Keep();
        life.Post(Direction.Debit, 8_900_000, 4.1, Channel.Counter, null, branch: "B009", teller: "T01");
        life.Keep();
        return life.Vectors;
    }

    private static List<float[]> Company()
    {
        var life = new Life(AccountKind.CorporateCurrent, OpenedBy.Marketed, openedDaysBefore: 2_000);
        for (var i = 0; i < 120; i++)
        {
            life.Post(i % 3 == 0 ? Direction.Debit : Direction.Credit, 3_000_000 + (i * 12_345), i * 1.5, Channel.Transfer, $"PARTNER{i % 9}");
        }

        life.Keep();
        life.Reverse("P-119", 178.7);
        life.Keep();
        return life.Vectors;
    }

    private sealed class Life
    {
        private readonly Books _books = new();
        private int _next;

        public Life(AccountKind kind, OpenedBy openedBy, int? openedDaysBefore) => _books.Declare(Make.Declared(kind) with
        {
            OpenedBy = openedBy,
            OpenedAt = openedDaysBefore is { } days ? Make.At(-days) : null,
            OpeningBalance = 100_000,
            RelatedStaff = ["T01"],
        });

        public List<float[]> Vectors { get; } = [];

        public void Post(
            Direction direction, long amount, double day, Channel channel, string? party, string? branch = null, string? teller = null) =>
            _books.Post(Make.Posting($"P-{_next++}", direction, amount, Make.At(day), posting => posting with
            {
                Channel = channel,
                Counterparty = party,
                Branch = branch ?? "B001",
                Teller = teller,
            }));

        public void Reverse(string target, double day)
        {
            var posted = _books.Events.OfType<Monitoring.Contracts.Grain.Posted>().Single(known => known.Posting.PostingId == target).Posting;
            var back = posted.Direction == Direction.Credit ? Direction.Debit : Direction.Credit;
            _books.Post(Make.Posting($"P-{_next++}", back, posted.Amount, Make.At(day), posting => posting with { ReversalOf = target }));
        }

        public void Keep() => Vectors.Add(VectorOf(_books));
    }
}
