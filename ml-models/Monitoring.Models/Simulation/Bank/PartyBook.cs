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

    /// <summary>Most people outside the bank that its customers deal with once.</summary>
    private const int PublicMax = 1_000_000;

    // Twelve digits; the multiplier has no factor in common with ten and times 2^28 stays below 2^64.
    private const ulong Modulus = 1_000_000_000_000;
    private const ulong Multiplier = 38_196_601_127;
    private const ulong Increment = 271_828_182_845;

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
        Size(PartyRole.Stranger, Math.Min(PublicMax, 200 + (accounts * 2)));
        _cache = [.. _poolSizes.Select(size => new Party?[size])];
    }

    /// <summary>One of the pool of a role; the same trait gives the same party for ever.</summary>
    public int Of(PartyRole role, ulong trait) =>
        ((int)role << RoleShift) | (int)Math.BigMul(RandomStream.Mix(trait), (ulong)_poolSizes[(int)role], out _);

    /// <summary>Somebody of the public, by lot: whoever pays or is paid once, for an honest reason or another.</summary>
    public int Public(ulong bits) => Of(PartyRole.Stranger, bits);

    /// <summary>Whether a party is one of the public.</summary>
    public static bool IsPublic(int party) => party >> RoleShift == (int)PartyRole.Stranger;

    /// <summary>A party that has dealt with nobody before; <paramref name="serial"/> tells strangers apart.</summary>
    public int Stranger(int serial) =>
        ((int)PartyRole.Stranger << RoleShift) | ((_poolSizes[(int)PartyRole.Stranger] + serial) & NumberMask);

    public Party Get(int party)
    {
        int role = party >> RoleShift;
        int number = party & NumberMask;
        return number >= _poolSizes[role]
            ? Make((PartyRole)role, number)
            : _cache[role][number] ??= Make((PartyRole)role, number);
    }

    private static Party Make(PartyRole role, int number)
    {
        ulong bits = RandomStream.Derive((ulong)role + 7001, (ulong)number);
        // A bijection of the twelve digits: two parties never share a number, and no number tells what sort of party it is.
        ulong number12 = ((((ulong)role << RoleShift) | (uint)number) * Multiplier + Increment) % Modulus;
        string id = string.Create(CultureInfo.InvariantCulture, $"6228{number12:D12}");
        return new Party(id, Names.OfParty(role, bits));
    }

    private void Size(PartyRole role, int size) => _poolSizes[(int)role] = size;
}
