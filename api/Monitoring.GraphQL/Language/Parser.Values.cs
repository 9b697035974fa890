namespace Monitoring.GraphQL;

internal sealed partial class Parser
{
    private static readonly List<DirectiveNode> NoDirectives = [];

    private bool IsDescription => _token.Kind is TokenKind.String or TokenKind.BlockString;

    private ValueNode Value(bool constant)
    {
        var token = _token;
        switch (token.Kind)
        {
            case TokenKind.BracketLeft:
                return List(constant);
            case TokenKind.BraceLeft:
                return Object(constant);
            case TokenKind.Int:
                Advance();
                return new IntValueNode { Start = token.Start, Value = token.Value! };
            case TokenKind.Float:
                Advance();
                return new FloatValueNode { Start = token.Start, Value = token.Value! };
            case TokenKind.String or TokenKind.BlockString:
                return String();
            case TokenKind.Name:
                Advance();
                return token.Value switch
                {
                    "true" => new BooleanValueNode { Start = token.Start, Value = true },
                    "false" => new BooleanValueNode { Start = token.Start, Value = false },
                    "null" => new NullValueNode { Start = token.Start },
                    _ => new EnumValueNode { Start = token.Start, Value = token.Value! },
                };
            case TokenKind.Dollar when constant:
                Advance();
                throw Peek(TokenKind.Name)
                    ? Error(token.Start, $"Unexpected variable \"${_token.Value}\" in constant value.")
                    : Unexpected(token);
            case TokenKind.Dollar:
                return Variable();
            default:
                throw Unexpected(token);
        }
    }

    private StringValueNode String()
    {
        var token = _token;
        Advance();
        return new StringValueNode { Start = token.Start, Value = token.Value!, IsBlock = token.Kind == TokenKind.BlockString };
    }

    private StringValueNode? Description() => IsDescription ? String() : null;

    private ListValueNode List(bool constant)
    {
        Enter();
        var start = Expect(TokenKind.BracketLeft).Start;
        var values = new List<ValueNode>();
        while (!Skip(TokenKind.BracketRight)) values.Add(Value(constant));
        _nesting--;
        return new ListValueNode { Start = start, Values = values };
    }

    private ObjectValueNode Object(bool constant)
    {
        Enter();
        var start = Expect(TokenKind.BraceLeft).Start;
        var fields = new List<ObjectFieldNode>();
        while (!Skip(TokenKind.BraceRight))
        {
            var name = Name();
            Expect(TokenKind.Colon);
            fields.Add(new ObjectFieldNode { Start = name.Start, Name = name, Value = Value(constant) });
        }
        _nesting--;
        return new ObjectValueNode { Start = start, Fields = fields };
    }

    private bool Peek(TokenKind kind) => _token.Kind == kind;

    private Token Expect(TokenKind kind)
    {
        var token = _token;
        if (token.Kind != kind) throw Error(token.Start, $"Expected {Token.Describe(kind)}, found {token}.");
        Advance();
        return token;
    }

    private bool Skip(TokenKind kind)
    {
        if (_token.Kind != kind) return false;
        Advance();
        return true;
    }

    private void ExpectKeyword(string word)
    {
        if (!SkipKeyword(word)) throw Error(_token.Start, $"Expected \"{word}\", found {_token}.");
    }

    private bool SkipKeyword(string word)
    {
        if (_token.Kind != TokenKind.Name || _token.Value != word) return false;
        Advance();
        return true;
    }

    private List<T> OptionalMany<T>(TokenKind open, TokenKind close, Func<Parser, T> item) =>
        Peek(open) ? Many(open, close, item) : [];

    private List<T> Many<T>(TokenKind open, TokenKind close, Func<Parser, T> item)
    {
        Expect(open);
        var items = new List<T>();
        do items.Add(item(this));
        while (!Skip(close));
        return items;
    }

    private List<T> Delimited<T>(TokenKind delimiter, Func<Parser, T> item)
    {
        Skip(delimiter);
        var items = new List<T>();
        do items.Add(item(this));
        while (Skip(delimiter));
        return items;
    }

    private Token Lookahead() => _next ??= _lexer.Read(_token.End);

    private void Advance()
    {
        var token = _next ?? _lexer.Read(_token.End);
        _next = null;
        _token = token;
        if (token.Kind != TokenKind.EndOfFile && ++_tokens > _tokensMax)
        {
            throw new GraphQLSyntaxException(
                _source, token.Start, $"Document contains more than {_tokensMax} tokens. Parsing aborted.", ErrorCodes.TooManyTokens);
        }
    }

    private void Enter()
    {
        if (++_nesting <= _nestingMax) return;
        throw new GraphQLSyntaxException(
            _source, _token.Start, $"Document is nested more than {_nestingMax} levels deep. Parsing aborted.", ErrorCodes.DocumentTooDeep);
    }

    private GraphQLSyntaxException Unexpected(Token token) => Error(token.Start, $"Unexpected {token}.");

    private GraphQLSyntaxException Error(int offset, string message) => new(_source, offset, message);
}
