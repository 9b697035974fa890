using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Monitoring.Api.Auth;

/// <summary>
/// The tokens of the configuration by their hashes. A lookup compares with every one in constant time, so that its duration tells nothing.
/// Immutable and thread-safe.
/// </summary>
public sealed class TokenTable
{
    private const string Scheme = "Bearer ";

    private readonly (byte[] Hash, Caller Caller)[] _entries;

    /// <summary>Reads the tokens; the options are valid.</summary>
    public TokenTable(IOptions<AuthOptions> options) =>
        _entries = [.. options.Value.Tokens.Select(token => (HashOf(token), new Caller(token.Name!, token.Role!.Value, token.Branch)))];

    /// <summary>
    /// Who bears the token of an <c>Authorization</c> value; <c>null</c> when it is missing, of another kind, or not known.
    /// </summary>
    public Caller? Find(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(authorization[Scheme.Length..].Trim()), hash);
        Caller? found = null;
        foreach (var (known, caller) in _entries)
        {
            if (CryptographicOperations.FixedTimeEquals(known, hash)) found = caller;
        }

        return found;
    }

    private static byte[] HashOf(TokenOptions token) => token.TokenSha256 is { } hash
        ? Convert.FromHexString(hash)
        : SHA256.HashData(Encoding.UTF8.GetBytes(token.Token!));
}
