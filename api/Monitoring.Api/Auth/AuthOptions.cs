using System.Security.Cryptography;
using System.Text;
using Monitoring.Contracts.Ledger;

namespace Monitoring.Api.Auth;

/// <summary>Section <c>Auth</c>. Checked at start.</summary>
public sealed class AuthOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Auth";

    /// <summary>Fewest characters of a token: 128 bits in hexadecimal.</summary>
    public const int TokenLengthMin = 32;

    private const int Sha256HexLength = 64;

    /// <summary>How callers sign in.</summary>
    public AuthMode Mode { get; set; } = AuthMode.Loopback;

    /// <summary>Tokens that are accepted in mode <see cref="AuthMode.Token"/>.</summary>
    public List<TokenOptions> Tokens { get; set; } = [];

    /// <summary>Host names under which the server is reached, in mode <see cref="AuthMode.Token"/>; all when empty.</summary>
    public List<string> Hosts { get; set; } = [];

    /// <summary>Origins besides the server's own whose pages may talk to it, as <c>http://localhost:5173</c>.</summary>
    public List<string> AllowedOrigins { get; set; } = [];

    /// <summary>What is wrong; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (!Enum.IsDefined(Mode)) yield return "Auth:Mode must be loopback or token.";
        if (Mode != AuthMode.Token) yield break;
        if (Tokens.Count == 0) yield return "Auth:Mode=token needs at least one token under Auth:Tokens.";
        for (var i = 0; i < Tokens.Count; i++)
        {
            foreach (var problem in Problems(Tokens[i])) yield return $"Auth:Tokens:{i}:{problem}";
        }

        var hashes = Tokens.Select(HashOf).OfType<string>().ToList();
        if (hashes.Distinct(StringComparer.OrdinalIgnoreCase).Count() != hashes.Count)
        {
            yield return "Auth:Tokens: the same token stands there twice.";
        }
    }

    private static string? HashOf(TokenOptions token) =>
        token.Token is { } plain ? Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(plain))) : token.TokenSha256;

    private static IEnumerable<string> Problems(TokenOptions token)
    {
        if (token.Token is null == token.TokenSha256 is null) yield return "Token or TokenSha256 must be given, and not both.";
        if (token.Token is { Length: < TokenLengthMin }) yield return $"Token must have at least {TokenLengthMin} characters.";
        if (token.TokenSha256 is { } hash && (hash.Length != Sha256HexLength || !hash.All(char.IsAsciiHexDigit)))
        {
            yield return $"TokenSha256 must be {Sha256HexLength} hexadecimal digits.";
        }

        if (token.Name is null || !IsName(token.Name)) yield return $"Name must be 1 to {Limits.IdLengthMax} printable characters.";
        else if (Caller.IsReserved(token.Name))
            yield return $"Name must not be {token.Name}: the platform records its own actions under it.";
        if (token.Role is not { } role || !Enum.IsDefined(role)) yield return "Role must be viewer, officer, supervisor, feeder or admin.";
        if (token.Branch is { } branch && !IsName(branch)) yield return $"Branch must be 1 to {Limits.IdLengthMax} printable characters.";
    }

    /// <summary>Whether a text can name a caller.</summary>
    internal static bool IsName(string name) =>
        name.Length is > 0 and <= Limits.IdLengthMax && name.Trim().Length == name.Length && !name.Any(char.IsControl);
}
