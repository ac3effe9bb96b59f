"""Reads a JSON list of T-SQL batches; for each writes the kinds of its statements and the names that stand before a parenthesis."""
import json
import sys

import sqlglot
from sqlglot import exp
from sqlglot.errors import ErrorLevel
from sqlglot.tokens import TokenType

WORDS = {TokenType.IDENTIFIER, TokenType.STRING, TokenType.NATIONAL_STRING, TokenType.NUMBER, TokenType.PARAMETER}


def names(text):
    tokens = sqlglot.tokenize(text, read="tsql")
    return sorted(
        {
            token.text.upper()
            for token, following in zip(tokens, tokens[1:])
            if following.token_type == TokenType.L_PAREN
            and token.token_type not in WORDS
            and (token.text[0].isalpha() or token.text[0] in "@#")
        }
    )


def parsed(text):
    try:
        statements = sqlglot.parse(text, read="tsql", error_level=ErrorLevel.RAISE)
    except Exception as error:
        return {"error": str(error)[:300]}
    kinds = [statement.key if statement else "nothing" for statement in statements]
    unparsed = [s.sql() for s in statements if isinstance(s, exp.Command)]
    return {"kinds": kinds, "names": names(text), "unparsed": unparsed}


json.dump([parsed(text) for text in json.load(sys.stdin)], sys.stdout)
