namespace Monitoring.GraphQL;

internal sealed partial class Parser
{
    private static readonly HashSet<string> DirectiveLocations =
    [
        "QUERY", "MUTATION", "SUBSCRIPTION", "FIELD", "FRAGMENT_DEFINITION", "FRAGMENT_SPREAD", "INLINE_FRAGMENT", "VARIABLE_DEFINITION",
        "SCHEMA", "SCALAR", "OBJECT", "FIELD_DEFINITION", "ARGUMENT_DEFINITION", "INTERFACE", "UNION", "ENUM", "ENUM_VALUE",
        "INPUT_OBJECT", "INPUT_FIELD_DEFINITION",
    ];

    private static TypeSystemKind? TypeSystemKeyword(string word) => word switch
    {
        "schema" => TypeSystemKind.Schema,
        "scalar" => TypeSystemKind.Scalar,
        "type" => TypeSystemKind.Object,
        "interface" => TypeSystemKind.Interface,
        "union" => TypeSystemKind.Union,
        "enum" => TypeSystemKind.Enum,
        "input" => TypeSystemKind.InputObject,
        _ => null,
    };

    private TypeSystemNode Extension()
    {
        var keyword = Lookahead();
        if (keyword.Kind != TokenKind.Name || TypeSystemKeyword(keyword.Value!) is not { } kind) throw Unexpected(keyword);
        var node = TypeSystem(kind, true);
        var empty = node.Directives.Count == 0 && node.Interfaces.Count == 0 && node.Fields.Count == 0 && node.InputFields.Count == 0
            && node.Members.Count == 0 && node.Values.Count == 0 && node.OperationTypes.Count == 0;
        return empty ? throw Unexpected(_token) : node;
    }

    private TypeSystemNode TypeSystem(TypeSystemKind kind, bool extension)
    {
        var start = _token.Start;
        var description = extension ? null : Description();
        if (extension) ExpectKeyword("extend");
        Advance();
        var name = kind == TypeSystemKind.Schema ? null : Name();
        var isFielded = kind is TypeSystemKind.Object or TypeSystemKind.Interface;
        var interfaces = isFielded && SkipKeyword("implements") ? Delimited(TokenKind.Ampersand, static p => p.NamedType()) : [];
        var directives = Directives(true);
        return new TypeSystemNode
        {
            Start = start,
            Kind = kind,
            IsExtension = extension,
            Description = description,
            Name = name,
            Interfaces = interfaces,
            Directives = directives,
            OperationTypes = kind != TypeSystemKind.Schema ? []
                : extension ? OptionalMany(TokenKind.BraceLeft, TokenKind.BraceRight, static p => p.OperationTypeDefinition())
                : Many(TokenKind.BraceLeft, TokenKind.BraceRight, static p => p.OperationTypeDefinition()),
            Fields = isFielded ? OptionalMany(TokenKind.BraceLeft, TokenKind.BraceRight, static p => p.FieldDefinition()) : [],
            InputFields = kind == TypeSystemKind.InputObject
                ? OptionalMany(TokenKind.BraceLeft, TokenKind.BraceRight, static p => p.InputValueDefinition()) : [],
            Members = kind == TypeSystemKind.Union && Skip(TokenKind.EqualsSign) ? Delimited(TokenKind.Pipe, static p => p.NamedType()) : [],
            Values = kind == TypeSystemKind.Enum
                ? OptionalMany(TokenKind.BraceLeft, TokenKind.BraceRight, static p => p.EnumValueDefinition()) : [],
        };
    }

    private OperationTypeNode OperationTypeDefinition()
    {
        var start = _token.Start;
        var operation = OperationType();
        Expect(TokenKind.Colon);
        return new OperationTypeNode { Start = start, Operation = operation, Type = NamedType() };
    }

    private FieldDefinitionNode FieldDefinition()
    {
        var start = _token.Start;
        var description = Description();
        var name = Name();
        var arguments = OptionalMany(TokenKind.ParenLeft, TokenKind.ParenRight, static p => p.InputValueDefinition());
        Expect(TokenKind.Colon);
        return new FieldDefinitionNode
        {
            Start = start,
            Description = description,
            Name = name,
            Arguments = arguments,
            Type = TypeReference(),
            Directives = Directives(true),
        };
    }

    private InputValueDefinitionNode InputValueDefinition()
    {
        var start = _token.Start;
        var description = Description();
        var name = Name();
        Expect(TokenKind.Colon);
        return new InputValueDefinitionNode
        {
            Start = start,
            Description = description,
            Name = name,
            Type = TypeReference(),
            DefaultValue = Skip(TokenKind.EqualsSign) ? Value(true) : null,
            Directives = Directives(true),
        };
    }

    private EnumValueDefinitionNode EnumValueDefinition()
    {
        var start = _token.Start;
        var description = Description();
        if (_token is { Kind: TokenKind.Name, Value: "true" or "false" or "null" })
            throw Error(_token.Start, $"{_token} is reserved and cannot be used for an enum value.");
        return new EnumValueDefinitionNode { Start = start, Description = description, Name = Name(), Directives = Directives(true) };
    }

    private DirectiveDefinitionNode DirectiveDefinition()
    {
        var start = _token.Start;
        var description = Description();
        ExpectKeyword("directive");
        Expect(TokenKind.At);
        var name = Name();
        var arguments = OptionalMany(TokenKind.ParenLeft, TokenKind.ParenRight, static p => p.InputValueDefinition());
        var repeatable = SkipKeyword("repeatable");
        ExpectKeyword("on");
        return new DirectiveDefinitionNode
        {
            Start = start,
            Description = description,
            Name = name,
            Arguments = arguments,
            IsRepeatable = repeatable,
            Locations = Delimited(TokenKind.Pipe, static p => p.DirectiveLocation()),
        };
    }

    private NameNode DirectiveLocation()
    {
        var token = _token;
        var name = Name();
        return DirectiveLocations.Contains(name.Value) ? name : throw Unexpected(token);
    }
}
