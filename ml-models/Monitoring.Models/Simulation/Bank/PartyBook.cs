using System.Globalization;

namespace Monitoring.Models.Simulation;

/// <summary>
/// Parties outside the bank. A party is a number (role and place in its pool); its account number and name follow from it, so
/// that the same one recurs without a table of millions.
/// </summary>
internal sealed class PartyBook
{
    public const int None = -1;

    private const int RoleShift = 24;
    private const int NumberMask = (1 << RoleShift) - 1;

    private readonly int[] _poolSizes;
    private readonly Party?[][] _cache;

    public PartyBook(int accounts)
    {
        _poolSizes = new int[Enum.GetValues<PartyRole>().Length];
        Size(PartyRole.Merchant, 40 + (accounts / 25));
        Size(PartyRole.Employer, 12 + (accounts / 60));
        Size(PartyRole.Landlord, 10 + (accounts / 25));
        Size(PartyRole.Utility, 6);
        Size(PartyRole.School, 4 + (accounts / 5000));
        Size(PartyRole.Treasury, 1);
        Size(PartyRole.SocialInsurance, 1);
        Size(PartyRole.Supplier, 20 + (accounts / 50));
        Size(PartyRole.Buyer, 20 + (accounts / 40));
        Size(PartyRole.GrainBuyer, 4 + (accounts / 1000));
        Size(PartyRole.Relative, 50 + (accounts / 4));
        Size(PartyRole.Stranger, 1);
        _cache = [.. _poolSizes.Select(size => new Party?[size])];
    }

    /// <summary>One of the pool of a role; the same trait gives the same party for ever.</summary>
    public int Of(PartyRole role, ulong trait) =>
        ((int)role << RoleShift) | (int)Math.BigMul(RandomStream.Mix(trait), (ulong)_poolSizes[(int)role], out _);

    /// <summary>A party that has dealt with nobody before; <paramref name="serial"/> tells strangers apart.</summary>
    public static int Stranger(int serial) => ((int)PartyRole.Stranger << RoleShift) | (serial & NumberMask);

    public Party Get(int party)
    {
        int role = party >> RoleShift;
        int number = party & NumberMask;
        return role == (int)PartyRole.Stranger
            ? Make((PartyRole)role, number)
            : _cache[role][number] ??= Make((PartyRole)role, number);
    }

    private static Party Make(PartyRole role, int number)
    {
        ulong bits = RandomStream.Derive((ulong)role + 7001, (ulong)number);
        string id = string.Create(CultureInfo.InvariantCulture, $"6228{(int)role:D2}{number:D10}");
        return new Party(id, Names.OfParty(role, bits));
    }

    private void Size(PartyRole role, int size) => _poolSizes[(int)role] = size;
}
