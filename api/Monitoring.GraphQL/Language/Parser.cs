namespace Monitoring.GraphQL;

/// <summary>
/// Reads documents (specification, section 2 and the type-system parts of section 3) by recursive descent.
/// Tokens and nesting are limited while reading, before anything else is done with a document.
/// </summary>
internal sealed partial class Parser
{
    private readonly Source _source;
    private readonly Lexer _lexer;
    private readonly int _tokensMax;
    private readonly int _nestingMax;
    private Token _token;
    private Token? _next;
    private int _tokens;
    private int _nesting;

    private Parser(Source source, int tokensMax, int nestingMax)
    {
        (_source, _tokensMax, _nestingMax) = (source, tokensMax, nestingMax);
        _lexer = new Lexer(source);
        _token = new Token(TokenKind.StartOfFile, 0, 0, null);
    }

    public static DocumentNode Parse(string text, GraphQLLimits? limits = null) =>
        Parse(text, limits?.TokensMax ?? int.MaxValue, limits?.NestingMax ?? new GraphQLLimits().NestingMax);

    public static DocumentNode Parse(string text, int tokensMax, int nestingMax)
    {
        var source = new Source(text);
        var parser = new Parser(source, tokensMax, nestingMax);
        parser.Advance();
        var definitions = new List<DefinitionNode>();
        do definitions.Add(parser.Definition());
        while (parser._token.Kind != TokenKind.EndOfFile);
        return new DocumentNode { Source = source, Definitions = definitions, TokenCount = parser._tokens };
    }

    /// <summary>Reads one constant value, such as a default.</summary>
    public static ValueNode ParseConstValue(string text)
    {
        var parser = new Parser(new Source(text), int.MaxValue, new GraphQLLimits().NestingMax);
        parser.Advance();
        var value = parser.Value(true);
        parser.Expect(TokenKind.EndOfFile);
        return value;
    }

    private DefinitionNode Definition()
    {
        if (Peek(TokenKind.BraceLeft)) return Operation();
        var described = IsDescription;
        var keyword = described ? Lookahead() : _token;
        if (described && keyword.Kind == TokenKind.BraceLeft)
            throw Error(_token.Start, "Unexpected description, descriptions are not supported on shorthand queries.");
        if (keyword.Kind == TokenKind.Name)
        {
            switch (keyword.Value)
            {
                case "query" or "mutation" or "subscription": return Operation();
                case "fragment": return Fragment();
                case "directive": return DirectiveDefinition();
            }
            if (TypeSystemKeyword(keyword.Value!) is { } kind) return TypeSystem(kind, false);
            if (described) throw Error(_token.Start, "Unexpected description, only GraphQL definitions support descriptions.");
            if (keyword.Value == "extend") return Extension();
        }
        throw Unexpected(keyword);
    }

    private OperationNode Operation()
    {
        var start = _token.Start;
        if (Peek(TokenKind.BraceLeft))
            return new OperationNode { Start = start, Kind = OperationKind.Query, Variables = [], Directives = [], SelectionSet = SelectionSet() };
        return new OperationNode
        {
            Start = start,
            Description = Description(),
            Kind = OperationType(),
            Name = Peek(TokenKind.Name) ? Name() : null,
            Variables = OptionalMany(TokenKind.ParenLeft, TokenKind.ParenRight, static p => p.VariableDefinition()),
            Directives = Directives(false),
            SelectionSet = SelectionSet(),
        };
    }

    private OperationKind OperationType()
    {
        var token = Expect(TokenKind.Name);
        return token.Value switch
        {
            "query" => OperationKind.Query,
            "mutation" => OperationKind.Mutation,
            "subscription" => OperationKind.Subscription,
            _ => throw Unexpected(token),
        };
    }

    private VariableDefinitionNode VariableDefinition()
    {
        var start = _token.Start;
        var description = Description();
        var variable = Variable();
        Expect(TokenKind.Colon);
        return new VariableDefinitionNode
        {
            Start = start,
            Description = description,
            Variable = variable,
            Type = TypeReference(),
            DefaultValue = Skip(TokenKind.EqualsSign) ? Value(true) : null,
            Directives = Directives(true),
        };
    }

    private VariableNode Variable()
    {
        var start = Expect(TokenKind.Dollar).Start;
        return new VariableNode { Start = start, Name = Name() };
    }

    private SelectionSetNode SelectionSet()
    {
        Enter();
        var start = _token.Start;
        var set = new SelectionSetNode
        {
            Start = start,
            Selections = Many(TokenKind.BraceLeft, TokenKind.BraceRight, static p => p.Selection()),
        };
        _nesting--;
        return set;
    }

    private SelectionNode Selection() => Peek(TokenKind.Spread) ? FragmentSelection() : Field();

    private FieldNode Field()
    {
        var start = _token.Start;
        var name = Name();
        NameNode? alias = null;
        if (Skip(TokenKind.Colon)) (alias, name) = (name, Name());
        return new FieldNode
        {
            Start = start,
            Alias = alias,
            Name = name,
            Arguments = Arguments(false),
            Directives = Directives(false),
            SelectionSet = Peek(TokenKind.BraceLeft) ? SelectionSet() : null,
        };
    }

    private SelectionNode FragmentSelection()
    {
        var start = Expect(TokenKind.Spread).Start;
        var conditioned = SkipKeyword("on");
        if (!conditioned && Peek(TokenKind.Name))
            return new FragmentSpreadNode { Start = start, Name = FragmentName(), Directives = Directives(false) };
        return new InlineFragmentNode
        {
            Start = start,
            TypeCondition = conditioned ? NamedType() : null,
            Directives = Directives(false),
            SelectionSet = SelectionSet(),
        };
    }

    private FragmentNode Fragment()
    {
        var start = _token.Start;
        var description = Description();
        ExpectKeyword("fragment");
        var name = FragmentName();
        ExpectKeyword("on");
        return new FragmentNode
        {
            Start = start,
            Description = description,
            Name = name,
            TypeCondition = NamedType(),
            Directives = Directives(false),
            SelectionSet = SelectionSet(),
        };
    }

    private NameNode FragmentName() => _token.Value == "on" ? throw Unexpected(_token) : Name();

    private List<ArgumentNode> Arguments(bool constant) => constant
        ? OptionalMany(TokenKind.ParenLeft, TokenKind.ParenRight, static p => p.Argument(true))
        : OptionalMany(TokenKind.ParenLeft, TokenKind.ParenRight, static p => p.Argument(false));

    private ArgumentNode Argument(bool constant)
    {
        var start = _token.Start;
        var name = Name();
        Expect(TokenKind.Colon);
        return new ArgumentNode { Start = start, Name = name, Value = Value(constant) };
    }

    private List<DirectiveNode> Directives(bool constant)
    {
        if (!Peek(TokenKind.At)) return NoDirectives;
        var directives = new List<DirectiveNode>();
        while (Peek(TokenKind.At))
        {
            var start = Expect(TokenKind.At).Start;
            directives.Add(new DirectiveNode { Start = start, Name = Name(), Arguments = Arguments(constant) });
        }
        return directives;
    }

    private TypeNode TypeReference()
    {
        var start = _token.Start;
        TypeNode type;
        if (Skip(TokenKind.BracketLeft))
        {
            Enter();
            type = new ListTypeNode { Start = start, Type = TypeReference() };
            Expect(TokenKind.BracketRight);
            _nesting--;
        }
        else type = NamedType();
        return Skip(TokenKind.Bang) ? new NonNullTypeNode { Start = start, Type = type } : type;
    }

    private NamedTypeNode NamedType() => new() { Start = _token.Start, Name = Name() };

    private NameNode Name()
    {
        var token = Expect(TokenKind.Name);
        return new NameNode { Start = token.Start, Value = token.Value! };
    }
}
